package io.waybill.streams.detect.ladder;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Roster.Eligible;
import io.waybill.streams.detect.ladder.Attribution.Culprit;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The attribution ladder: device, firmware, model, maker, everybody. The most general level that explains what is seen:
 *
 * <ul>
 *   <li>a cohort is <em>affected</em> when at least {@code common} of its devices do it, <em>clean</em> when at most
 *       {@code rare} do, and neither in between; below {@code leastDevices} it is not judged at all;
 *   <li>a model with an affected and a clean firmware is not blamed: the affected firmware is;
 *   <li>two or more affected models of a maker make the maker only when all its judged models are affected;
 *   <li>affected models of two or more makers that together are at least two thirds of the judged models make everybody;
 *   <li>fewer than {@code leastHits} devices are devices, whatever their model: one sick phone is never blamed on its model.
 * </ul>
 *
 * <p>What is blamed must be rare outside, the other affected cohorts not counted, and is tested with Fisher's exact test.
 *
 * @param common share of devices from which a cohort counts as affected
 * @param rare share of devices up to which a cohort counts as clean
 * @param leastDevices devices below which a cohort is not judged
 * @param leastHits devices below which no cohort is blamed
 */
public record Ladder(double common, double rare, long leastDevices, long leastHits) {

    /** The ladder with its parameters as the policy has them. */
    public static Ladder of(Parameters parameters) {
        return new Ladder(
                parameters.number("common", 0.5, 0.01, 1),
                parameters.number("rare", 0.1, 0, 0.9),
                parameters.count("leastDevices", 3, 2, 1_000_000),
                parameters.count("leastHits", 3, 2, 1_000_000));
    }

    /** Climbs. What it costs depends on the cohorts that did it, not on those that there are. */
    public Attribution climb(CohortHits tally) {
        // No test is made of so few, and none is counted: no split of them over cohorts could be significant.
        if (tally.hitsOf(Cohort.FLEET) < leastHits) {
            return new Attribution.Devices(0);
        }
        Eligible judged = tally.roster().eligible(leastDevices);
        long tests = judged.models() + judged.firmwares();
        TreeSet<Cohort> models = new TreeSet<>();
        TreeSet<Cohort> firmwares = new TreeSet<>();
        long hits = 0;
        for (Cohort cohort : tally.hits().keySet()) {
            if (!judged.has(cohort)) {
                continue;
            }
            if (cohort.level() == SubjectLevel.MODEL) {
                hits += tally.hitsOf(cohort);
                addAffected(tally, cohort, models);
            } else {
                addAffected(tally, cohort, firmwares);
            }
        }
        if (hits * 2 < tally.hitsOf(Cohort.FLEET)) {
            return new Attribution.Abstained(tests);
        }
        if (everybody(judged.models(), models)) {
            return new Attribution.Everybody(tests);
        }
        return judge(tally, generalise(blamed(tally, models, firmwares, judged), judged), tests);
    }

    private void addAffected(CohortHits tally, Cohort cohort, TreeSet<Cohort> affected) {
        long hits = tally.hitsOf(cohort);
        if (hits >= leastHits && hits >= common * tally.sizeOf(cohort)) {
            affected.add(cohort);
        }
    }

    private boolean clean(CohortHits tally, Cohort cohort) {
        return tally.hitsOf(cohort) <= rare * tally.sizeOf(cohort);
    }

    private static boolean everybody(int judged, TreeSet<Cohort> affected) {
        long makers = affected.stream().map(Cohort::manufacturer).distinct().count();
        return makers >= 2 && affected.size() * 3L >= judged * 2L;
    }

    /** Affected models, but the affected firmwares of a model instead of it where it has a clean one as well. */
    private TreeSet<Cohort> blamed(
            CohortHits tally, TreeSet<Cohort> models, TreeSet<Cohort> firmwares, Eligible judged) {
        TreeSet<Cohort> blamed = new TreeSet<>(models);
        for (Cohort firmware : firmwares) {
            Cohort model = firmware.ofModel();
            if (judged.has(model) && judged.firmwaresOf(model).stream().anyMatch(each -> clean(tally, each))) {
                blamed.remove(model);
                blamed.add(firmware);
            }
        }
        return blamed;
    }

    /** All judged models of a maker, two at least, become the maker. */
    private static TreeSet<Cohort> generalise(TreeSet<Cohort> blamed, Eligible judged) {
        TreeSet<Cohort> general = new TreeSet<>(blamed);
        for (Cohort cohort : blamed) {
            List<Cohort> siblings = judged.modelsOf(cohort.manufacturer());
            if (siblings.size() >= 2 && blamed.containsAll(siblings)) {
                siblings.forEach(general::remove);
                general.add(Cohort.manufacturer(cohort.manufacturer()));
            }
        }
        return general;
    }

    private Attribution judge(CohortHits tally, TreeSet<Cohort> blamed, long tests) {
        if (blamed.isEmpty()) {
            boolean spread = tally.hitsOf(Cohort.FLEET) > rare * tally.sizeOf(Cohort.FLEET);
            return spread ? new Attribution.Everybody(tests) : new Attribution.Devices(tests);
        }
        long hitsLeft = tally.hitsOf(Cohort.FLEET);
        long devicesLeft = tally.sizeOf(Cohort.FLEET);
        for (Cohort cohort : blamed) {
            hitsLeft -= tally.hitsOf(cohort);
            devicesLeft -= tally.sizeOf(cohort);
        }
        // A device that changed its firmware is counted with both: the rest may come out too small, never negative.
        long hitsOutside = StrictMath.max(0, hitsLeft);
        List<Culprit> culprits = new ArrayList<>();
        for (Cohort cohort : blamed) {
            long outside = StrictMath.max(devicesLeft, hitsOutside) + sisters(tally, cohort, blamed);
            if (outside < leastDevices) {
                return new Attribution.Abstained(tests);
            }
            if (hitsOutside > rare * outside) {
                return new Attribution.Everybody(tests);
            }
            TwoByTwo table = new TwoByTwo(tally.hitsOf(cohort), tally.sizeOf(cohort), hitsOutside, outside);
            culprits.add(new Culprit(cohort, table, table.greaterInside(), Reasoning.why(cohort, tally, blamed, this)));
        }
        return new Attribution.Culprits(List.copyOf(culprits), tests + blamed.size());
    }

    /** Devices seen under another build of the same model as well: they are a comparison even if all have moved on by now. */
    private static long sisters(CohortHits tally, Cohort cohort, TreeSet<Cohort> blamed) {
        if (cohort.level() != SubjectLevel.FIRMWARE) {
            return 0;
        }
        Cohort model = cohort.ofModel();
        long counted = 0;
        for (Cohort firmware : tally.roster().eligible(1).firmwaresOf(model)) {
            counted += blamed.contains(firmware) ? 0 : tally.sizeOf(firmware);
        }
        long never = tally.sizeOf(model) - tally.sizeOf(cohort);
        return StrictMath.max(0, counted - StrictMath.max(0, never));
    }
}
