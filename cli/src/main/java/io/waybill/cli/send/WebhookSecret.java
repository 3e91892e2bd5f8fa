package io.waybill.cli.send;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The secret that webhooks are signed with, as a file has it. */
public final class WebhookSecret {

    private WebhookSecret() {}

    /**
     * The bytes of the file without white space at its end.
     *
     * @throws IOException when it cannot be read or has none
     */
    public static byte[] read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).stripTrailing();
        if (text.isEmpty()) {
            throw new IOException(file + " holds no secret; 'waybill keys secret FILE' makes one");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
