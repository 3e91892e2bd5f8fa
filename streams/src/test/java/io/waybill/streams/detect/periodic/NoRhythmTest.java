package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Property: arrivals without memory have no rhythm, whatever the hour does to them. Failures are named by their seed. */
@Tag("slow")
class NoRhythmTest {

    private static final int SEEDS = 1_000;

    private enum Arrivals {
        POISSON,
        DIURNAL,
        BURSTY
    }

    @ParameterizedTest(name = "{0}, {1} a day, {2} days")
    @CsvSource({
        "POISSON, 12, 4",
        "POISSON, 40, 4",
        "POISSON, 10, 14",
        "DIURNAL, 12, 4",
        "DIURNAL, 40, 4",
        "DIURNAL, 10, 14",
        "BURSTY, 5, 4",
        "BURSTY, 15, 4",
        "BURSTY, 5, 14"
    })
    void isFoundWhereThereIsNone(Arrivals arrivals, double perDay, double days) {
        List<String> alarms = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            long[] times = times(arrivals, new Traffic(seed), perDay, days);
            Rhythm rhythm = times.length < RhythmSearch.LEAST_BEATS ? null : RhythmSearchTest.SEARCH.best(times);
            if (rhythm != null) {
                alarms.add("seed " + seed + ": " + rhythm);
            }
        }
        assertThat(alarms).isEmpty();
    }

    private static long[] times(Arrivals arrivals, Traffic traffic, double perDay, double days) {
        long[] all = switch (arrivals) {
            case POISSON -> traffic.poisson(days, perDay);
            case DIURNAL -> traffic.diurnal(days, perDay);
            case BURSTY -> traffic.bursts(traffic.diurnal(days, perDay), 6, 120_000);
        };
        return Arrays.copyOfRange(all, Math.max(0, all.length - 2000), all.length);
    }
}
