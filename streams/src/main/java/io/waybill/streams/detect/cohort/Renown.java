package io.waybill.streams.detect.cohort;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.known.KnownServices;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a destination before anybody is accused. */
final class Renown {

    private static final double WIDESPREAD = 0.5;
    private static final long LEAST_FLEET = 10;
    private static final Fleet.Activity NOBODY = new Fleet.Activity(0, 0, 0, 0);

    private Renown() {}

    /**
     * Label of the known service, or null: by the destination's name, else by what most of the findings say they saw there.
     */
    static @Nullable String service(DestinationView view, Collection<Finding> findings, Policy policy) {
        String byName = KnownServices.bundled()
                .at(view.destination(), policy)
                .map(service -> service.label())
                .orElse(null);
        if (byName != null) {
            return byName;
        }
        Map<String, Integer> votes = new TreeMap<>();
        findings.forEach(finding -> votes.merge(finding.notes().getOrDefault("knownService", ""), 1, Integer::sum));
        return votes.entrySet().stream()
                .filter(vote -> !vote.getKey().isEmpty() && vote.getValue() * 2 > findings.size())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Whether so much of the fleet goes there, across makers, that it is part of everyday life. */
    static boolean widespread(DestinationView view) {
        long devices = view.fleet().cohorts().getOrDefault(Cohort.FLEET, NOBODY).devices();
        DestinationView.Reach reach = view.reach().get(Cohort.FLEET);
        long makers = view.reach().keySet().stream()
                .filter(c -> c.level() == SubjectLevel.MANUFACTURER)
                .count();
        return reach != null && devices >= LEAST_FLEET && makers >= 2 && reach.devices() >= WIDESPREAD * devices;
    }
}
