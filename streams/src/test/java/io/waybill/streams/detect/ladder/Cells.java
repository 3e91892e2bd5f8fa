package io.waybill.streams.detect.ladder;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Roster;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fleet by firmwares, summed up over the levels above.
 *
 * @param hits devices that did it
 * @param sizes devices there are
 */
record Cells(Map<Cohort, Long> hits, Map<Cohort, Long> sizes) {

    static Cells none() {
        return new Cells(new TreeMap<>(), new TreeMap<>());
    }

    /** From cells {@code maker/model/firmware=hits/devices} with blanks between. */
    static Cells of(String fleet) {
        Cells cells = none();
        Arrays.stream(fleet.strip().split(" +")).forEach(cell -> {
            String[] parts = cell.split("[/=]");
            cells.add(parts[0], parts[1], parts[2], Long.parseLong(parts[3]), Long.parseLong(parts[4]));
        });
        return cells;
    }

    void add(String maker, String model, String firmware, long did, long devices) {
        for (Cohort cohort : new Cohort[] {
            Cohort.firmware(maker, model, firmware),
            Cohort.model(maker, model),
            Cohort.manufacturer(maker),
            Cohort.FLEET
        }) {
            hits.merge(cohort, did, Long::sum);
            sizes.merge(cohort, devices, Long::sum);
        }
    }

    CohortHits tally() {
        return new CohortHits(hits, Roster.of(sizes));
    }
}
