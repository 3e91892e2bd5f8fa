package io.waybill.cli.evaluate;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.Severity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When alerts were raised first, each with the severity it had then. Used by one thread. */
final class FirstSigns {

    private final Map<String, EnumMap<Severity, Long>> signs = new HashMap<>();

    /**
     * These alerts changed.
     *
     * @param at event time, milliseconds since 1970 UTC, up to which events had come
     */
    void note(List<Alert> changed, long at) {
        for (Alert alert : changed) {
            if (alert.getStatus() != AlertStatus.RETRACTED && alert.getSuppressedBy() == null) {
                signs.computeIfAbsent(alert.getId(), id -> new EnumMap<>(Severity.class))
                        .putIfAbsent(alert.getSeverity(), at);
            }
        }
    }

    /** First time by severity; empty for an alert that was never raised. */
    Map<Severity, Long> of(Alert alert) {
        EnumMap<Severity, Long> known = signs.get(alert.getId());
        return known == null ? Map.of() : Map.copyOf(known);
    }
}
