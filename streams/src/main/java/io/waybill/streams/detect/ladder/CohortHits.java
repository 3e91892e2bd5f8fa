package io.waybill.streams.detect.ladder;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Roster;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many devices of each cohort did something, and how many could have.
 *
 * @param hits distinct devices that did, per cohort
 * @param roster of whom
 */
public record CohortHits(Map<Cohort, Long> hits, Roster roster) {

    /** Who contacted the destination, of all devices. */
    public static CohortHits ofReach(DestinationView view) {
        Map<Cohort, Long> hits = new HashMap<>();
        view.reach().forEach((cohort, reach) -> hits.put(cohort, reach.devices()));
        return new CohortHits(hits, view.fleet().roster());
    }

    /** Of whom there are findings, of those of whom there are findings to compare with; models and above. */
    public static CohortHits ofSubset(Collection<Finding> findings, Collection<Finding> of) {
        return new CohortHits(devices(findings), Roster.of(devices(of)));
    }

    private static Map<Cohort, Long> devices(Collection<Finding> findings) {
        Map<Cohort, Set<String>> devices = new HashMap<>();
        for (Finding finding : findings) {
            for (Cohort cohort : List.of(
                    Cohort.model(finding.manufacturer(), finding.model()),
                    Cohort.manufacturer(finding.manufacturer()),
                    Cohort.FLEET)) {
                devices.computeIfAbsent(cohort, key -> new HashSet<>()).add(finding.deviceId());
            }
        }
        Map<Cohort, Long> counts = new HashMap<>();
        devices.forEach((cohort, ids) -> counts.put(cohort, (long) ids.size()));
        return counts;
    }

    /** Devices that did. Never more than there are: the two are counted at different moments. */
    long hitsOf(Cohort cohort) {
        return StrictMath.min(hits.getOrDefault(cohort, 0L), sizeOf(cohort));
    }

    /** Devices that could have. */
    long sizeOf(Cohort cohort) {
        return roster.sizeOf(cohort);
    }
}
