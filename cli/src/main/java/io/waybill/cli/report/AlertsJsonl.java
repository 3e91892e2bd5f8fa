package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import io.waybill.streams.alert.render.AlertJson;
import java.util.List;

/** {@code alerts.jsonl}: one alert per line, as {@link AlertJson} writes it. */
public final class AlertsJsonl {

    private AlertsJsonl() {}

    /** The whole file, with the alerts in the order given. */
    public static String text(List<Alert> alerts) {
        StringBuilder text = new StringBuilder();
        alerts.forEach(alert -> text.append(AlertJson.render(alert)).append('\n'));
        return text.toString();
    }
}
