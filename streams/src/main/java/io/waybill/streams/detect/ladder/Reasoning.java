package io.waybill.streams.detect.ladder;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.report.Words;
import java.util.List;
import java.util.Set;

/** Says in a sentence why the ladder stopped where it stopped. */
final class Reasoning {

    private Reasoning() {}

    static String why(Cohort cohort, CohortHits tally, Set<Cohort> blamed, Ladder ladder) {
        return switch (cohort.level()) {
            case FIRMWARE ->
                "Other firmware of the " + cohort.manufacturer() + " " + cohort.model()
                        + " does not do it, so the model as such is not to blame.";
            case MODEL -> model(cohort, tally, blamed, ladder);
            case MANUFACTURER ->
                "All models of the maker with enough devices do it, so it is the maker rather than one model.";
            case APP, FLEET, DEVICE -> "";
        };
    }

    private static String model(Cohort cohort, CohortHits tally, Set<Cohort> blamed, Ladder ladder) {
        List<Cohort> siblings = tally.roster().eligible(ladder.leastDevices()).modelsOf(cohort.manufacturer()).stream()
                .filter(other -> !other.equals(cohort))
                .toList();
        if (siblings.isEmpty()) {
            return "The fleet has no other model of " + cohort.manufacturer()
                    + " with enough devices, so the maker cannot be told from the model.";
        }
        long alike = siblings.stream().filter(blamed::contains).count();
        String others = Words.count(siblings.size() - alike, "other model");
        return alike == 0
                ? "The maker's " + others + " in the fleet " + (siblings.size() == 1 ? "does" : "do") + " not do it."
                : Words.count(alike, "other model") + " of the maker " + (alike == 1 ? "does" : "do") + " it too, "
                        + others + (siblings.size() - alike == 1 ? " does not." : " do not.");
    }
}
