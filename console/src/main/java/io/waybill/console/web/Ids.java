package io.waybill.console.web;

import io.javalin.http.Context;
import io.waybill.console.api.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Names in paths. A name from the network may hold what no path can (empty segments, dots, encoded slashes): it is then given
 * as {@code ~} and the base64url of its UTF-8 bytes.
 */
final class Ids {

    private Ids() {}

    static String of(Context context) {
        String id = context.pathParam("id");
        if (!id.startsWith("~")) {
            return id;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(id.substring(1)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("behind ~ there must be base64url", "id", List.of());
        }
    }
}
