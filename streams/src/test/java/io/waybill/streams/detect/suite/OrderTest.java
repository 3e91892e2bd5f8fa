package io.waybill.streams.detect.suite;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts are a function of the set of what happened, not of the order in which it is told. */
class OrderTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void doesNotMatter(long seed) {
        List<Verdict> straight = verdicts(new Random(0), false);

        assertThat(verdicts(new Random(seed), true)).as("seed %d", seed).isEqualTo(straight);
        assertThat(straight).isNotEmpty();
    }

    private static List<Verdict> verdicts(Random random, boolean shuffled) {
        List<SampleHistory> histories = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            histories.add(SampleHistory.of("a-" + i, "Acme", "One")
                    .site("collector.example", "c.collector.example")
                    .mark(MONDAY + 2 * DAY, LifecycleKind.FACTORY_RESET, "")
                    .every(9 * MINUTE, 400 + i, MONDAY + i * HOUR));
            histories.add(SampleHistory.of("b-" + i, "Bolt", "B1")
                    .site("news.example", "www.news.example")
                    .at(MONDAY + i * HOUR));
        }
        if (shuffled) {
            Collections.shuffle(histories, random);
        }
        SampleFleet fleet = new SampleFleet().devices("b-", 8, "Bolt", "B1").devices("c-", 8, "Cirrus", "C1");
        histories.forEach(fleet::with);
        return fleet.verdicts(Policy.EMPTY);
    }

    @Test
    void correctionCountsAllTestsAndPassesTheRest() {
        List<Verdict> verdicts = List.of(verdict("a", 1e-6), verdict("b", 0.004), verdict("c", Double.NaN));

        assertThat(FalseDiscovery.correct(verdicts, 2))
                .extracting(Verdict::subject)
                .containsExactly("a", "b", "c");
        assertThat(FalseDiscovery.correct(verdicts, 1000))
                .extracting(Verdict::subject)
                .containsExactly("a", "c");
        assertThat(FalseDiscovery.correct(verdicts, 1000).get(0).subscores())
                .containsEntry("pValue", 1e-6)
                .containsEntry("qValue", 1e-3);
        assertThat(FalseDiscovery.correct(verdicts, 1_000_000_000))
                .extracting(Verdict::subject)
                .containsExactly("c");
    }

    private static Verdict verdict(String subject, double p) {
        OptionalDouble pValue = Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
        return new Verdict(
                "cohort-exclusive",
                SubjectLevel.MODEL,
                subject,
                "d",
                Severity.MEDIUM,
                1,
                pValue,
                new Span(0, 1),
                "",
                1,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                1,
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                "",
                List.of(),
                null);
    }
}
