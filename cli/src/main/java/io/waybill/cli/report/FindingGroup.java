package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one destination: several detectors and many devices often say one thing.
 *
 * @param destination the destination, or null for findings about none in particular
 * @param alerts the findings, in the order they were given; at least one
 */
record FindingGroup(@Nullable String destination, List<Alert> alerts) {

    /** Groups alerts; a group stands where its first alert stood. */
    static List<FindingGroup> of(List<Alert> alerts) {
        Map<String, List<Alert>> groups = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            String destination = alert.getDestination() == null ? "" : alert.getDestination();
            groups.computeIfAbsent(destination, name -> new ArrayList<>()).add(alert);
        }
        return groups.entrySet().stream()
                .map(group -> new FindingGroup(group.getKey().isEmpty() ? null : group.getKey(), group.getValue()))
                .toList();
    }

    /** The most serious one. */
    Alert first() {
        return alerts.get(0);
    }
}
