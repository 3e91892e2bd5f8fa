package io.waybill.streams.detect.ladder;

import com.google.common.collect.Maps;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many devices of each cohort did something, and how many could have.
 *
 * @param hits distinct devices that did, per cohort
 * @param sizes distinct devices, per cohort
 */
public record Tally(Map<Cohort, Long> hits, Map<Cohort, Long> sizes) {

    /** Who contacted the destination, of all devices. */
    public static Tally ofReach(DestinationView view) {
        TreeMap<Cohort, Long> hits = new TreeMap<>();
        view.reach().forEach((cohort, reach) -> hits.put(cohort, reach.devices()));
        return new Tally(hits, sizes(view.fleet()));
    }

    /** Of whom there are findings, of those of whom there are findings to compare with; models and above. */
    public static Tally ofSubset(Collection<Finding> findings, Collection<Finding> of) {
        return new Tally(devices(findings), devices(of));
    }

    private static TreeMap<Cohort, Long> devices(Collection<Finding> findings) {
        TreeMap<Cohort, TreeSet<String>> devices = new TreeMap<>();
        for (Finding finding : findings) {
            for (Cohort cohort : List.of(
                    Cohort.model(finding.manufacturer(), finding.model()),
                    Cohort.manufacturer(finding.manufacturer()),
                    Cohort.FLEET)) {
                devices.computeIfAbsent(cohort, key -> new TreeSet<>()).add(finding.deviceId());
            }
        }
        TreeMap<Cohort, Long> counts = new TreeMap<>();
        devices.forEach((cohort, ids) -> counts.put(cohort, (long) ids.size()));
        return counts;
    }

    /** A view, no copy: most destinations are contacted by so few devices that the sizes are never asked for. */
    private static Map<Cohort, Long> sizes(Fleet fleet) {
        return Maps.transformValues(fleet.cohorts(), Fleet.Activity::devices);
    }

    /** Devices that did. Never more than there are: the two are counted at different moments. */
    long hitsOf(Cohort cohort) {
        return StrictMath.min(hits.getOrDefault(cohort, 0L), sizeOf(cohort));
    }

    /** Devices that could have. */
    long sizeOf(Cohort cohort) {
        return sizes.getOrDefault(cohort, 0L);
    }

    /** Cohorts of one level with at least this many devices; devices the inventory does not know form no cohort. */
    List<Cohort> of(SubjectLevel level, long leastDevices) {
        return sizes.entrySet().stream()
                .filter(entry -> entry.getKey().level() == level && entry.getValue() >= leastDevices)
                .map(Map.Entry::getKey)
                .filter(cohort -> !cohort.manufacturer().equals("unknown")
                        && !cohort.model().equals("unknown"))
                .toList();
    }
}
