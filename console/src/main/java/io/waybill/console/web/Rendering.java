package io.waybill.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.Alert;
import io.waybill.streams.alert.render.AlertFormat;
import java.util.Locale;

/** One alert in the formats of the house, as the command gives them out, for pasting elsewhere. */
enum Rendering {
    /** OCSF Detection Finding. */
    OCSF(AlertFormat.OCSF, true),
    /** Elastic Common Schema. */
    ECS(AlertFormat.ECS, true),
    /** ArcSight Common Event Format. */
    CEF(AlertFormat.CEF, false);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AlertFormat format;
    private final boolean json;

    Rendering(AlertFormat format, boolean json) {
        this.format = format;
        this.json = json;
    }

    /** Where it is asked for; the id follows. */
    String path() {
        return "/api/rendered/" + name().toLowerCase(Locale.ROOT);
    }

    String contentType() {
        return json ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
    }

    /** The alert; JSON is laid out for reading. */
    String text(Alert alert) {
        String line = format.render(alert);
        try {
            return json
                    ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(line))
                    : line + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the renderer of " + format + " writes JSON", e);
        }
    }
}
