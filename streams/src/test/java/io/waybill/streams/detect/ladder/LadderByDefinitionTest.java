package io.waybill.streams.detect.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The ladder, which looks only at the cohorts that did it, beside the definition, which looks at all that there are. */
class LadderByDefinitionTest {

    private static final Ladder LADDER = new Ladder(0.5, 0.1, 3, 3);
    private static final int FLEETS = 3_000;

    @Test
    void blamesWhomTheDefinitionBlames() {
        long seed = Long.getLong("waybill.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, Integer> answers = new TreeMap<>();
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            Cells cells = cells(random);

            Attribution attribution = LADDER.climb(cells.tally());

            answers.merge(attribution.getClass().getSimpleName(), 1, Integer::sum);
            if (attribution instanceof Attribution.Culprits found) {
                assertThat(found.culprits().stream()
                                .map(Attribution.Culprit::cohort)
                                .toList())
                        .as("seed %d, fleet %d: %s", seed, fleet, cells)
                        .containsExactlyElementsOf(blamed(cells));
            } else if (attribution instanceof Attribution.Devices) {
                assertThat(blamed(cells))
                        .as("seed %d, fleet %d: %s", seed, fleet, cells)
                        .isEmpty();
            }
        }
        assertThat(answers.keySet())
                .as("seed %d", seed)
                .isEqualTo(Set.of("Abstained", "Culprits", "Devices", "Everybody"));
    }

    /** Makers with models with firmwares, most of which do it hardly or nearly always. */
    private static Cells cells(Random random) {
        Cells cells = Cells.none();
        for (int maker = 0; maker < 1 + random.nextInt(4); maker++) {
            for (int model = 0; model < 1 + random.nextInt(3); model++) {
                String name = random.nextInt(15) == 0 ? "unknown" : "m" + model;
                for (int firmware = 0; firmware < 1 + random.nextInt(3); firmware++) {
                    int devices = random.nextInt(30);
                    int did = random.nextInt(4) == 0 ? devices - devices / (6 + random.nextInt(9)) : random.nextInt(2);
                    cells.add("M" + maker, name, "f" + firmware, Math.min(did, devices), devices);
                }
            }
        }
        return cells;
    }

    private static TreeSet<Cohort> blamed(Cells cells) {
        if (hits(cells, Cohort.FLEET) < LADDER.leastHits()) {
            return new TreeSet<>();
        }
        TreeSet<Cohort> blamed = new TreeSet<>();
        List<Cohort> models = judged(cells, SubjectLevel.MODEL);
        for (Cohort model : models) {
            List<Cohort> firmwares = judged(cells, SubjectLevel.FIRMWARE).stream()
                    .filter(firmware -> firmware.ofModel().equals(model))
                    .toList();
            List<Cohort> affected = firmwares.stream()
                    .filter(firmware -> isAffected(cells, firmware))
                    .toList();
            boolean oneIsClean = firmwares.stream()
                    .anyMatch(each ->
                            hits(cells, each) <= LADDER.rare() * cells.sizes().get(each));
            if (oneIsClean && !affected.isEmpty()) {
                blamed.addAll(affected);
            } else if (isAffected(cells, model)) {
                blamed.add(model);
            }
        }
        TreeSet<Cohort> general = new TreeSet<>(blamed);
        for (Cohort maker : cells.sizes().keySet()) {
            List<Cohort> own = models.stream()
                    .filter(model -> model.manufacturer().equals(maker.manufacturer()))
                    .toList();
            if (maker.level() == SubjectLevel.MANUFACTURER && own.size() >= 2 && blamed.containsAll(own)) {
                general.removeAll(own);
                general.add(maker);
            }
        }
        return general;
    }

    private static List<Cohort> judged(Cells cells, SubjectLevel level) {
        return cells.sizes().keySet().stream()
                .filter(cohort -> cohort.level() == level
                        && !cohort.model().equals("unknown")
                        && cells.sizes().get(cohort) >= LADDER.leastDevices())
                .toList();
    }

    private static boolean isAffected(Cells cells, Cohort cohort) {
        long did = hits(cells, cohort);
        return did >= LADDER.leastHits()
                && did >= LADDER.common() * cells.sizes().get(cohort);
    }

    private static long hits(Cells cells, Cohort cohort) {
        return cells.hits().getOrDefault(cohort, 0L);
    }
}
