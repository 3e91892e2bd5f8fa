package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The formats in which alerts leave Waybill, each one alert per line. */
public enum AlertFormat {
    /** For a terminal. */
    TABLE(AlertTable.HEADER, AlertTable::render),
    /** Waybill's own JSON, as in {@code alerts.jsonl}. */
    JSONL(null, AlertJson::render),
    /** For a spreadsheet. */
    CSV(AlertCsv.HEADER, AlertCsv::render),
    /** OCSF Detection Finding. */
    OCSF(null, OcsfFinding::render),
    /** Elastic Common Schema. */
    ECS(null, EcsAlert::render),
    /** ArcSight Common Event Format. */
    CEF(null, CefLine::render);

    private final Optional<String> header;
    private final Function<Alert, String> renderer;

    AlertFormat(@Nullable String header, Function<Alert, String> renderer) {
        this.header = Optional.ofNullable(header);
        this.renderer = renderer;
    }

    /** The line above all others, where the format has one. */
    public Optional<String> header() {
        return header;
    }

    /** The alert on one line, without the line end. */
    public String render(Alert alert) {
        return renderer.apply(alert);
    }
}
