package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import java.util.Comparator;
import java.util.List;

/**
 * A finished case: the facts and the final tables. The tables are brought into their canonical order here, and what tells how a
 * row came about (retracted alerts, the difference between a new and an updated one) is left out.
 *
 * @param facts what went in
 * @param counts ordered by manufacturer, model, firmware, destination and window
 * @param alerts that hold, ordered by id, all of status OPEN
 */
public record CaseResult(CaseFacts facts, List<DestinationCount> counts, List<Alert> alerts) {

    private static final Comparator<DestinationCount> BY_KEY = Comparator.comparing(DestinationCount::getManufacturer)
            .thenComparing(DestinationCount::getModel)
            .thenComparing(DestinationCount::getFirmware)
            .thenComparing(DestinationCount::getDestination)
            .thenComparing(DestinationCount::getDestinationKind)
            .thenComparing(DestinationCount::getWindowStart)
            .thenComparing(CountsCsv::row);

    static {
        AvroTrust.vouch();
    }

    /** Orders and normalises the tables. */
    public CaseResult {
        counts = counts.stream().sorted(BY_KEY).toList();
        alerts = alerts.stream()
                .filter(alert -> alert.getStatus() != AlertStatus.RETRACTED)
                .map(alert ->
                        Alert.newBuilder(alert).setStatus(AlertStatus.OPEN).build())
                .sorted(Comparator.comparing(Alert::getId))
                .toList();
    }
}
