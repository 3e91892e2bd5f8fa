package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recall on beats and silence on people; each row runs ten seeds, and a failure names those that failed. */
class RhythmSearchTest {

    static final RhythmSearch SEARCH = new RhythmSearch(new RhythmSearch.Limits(4, 0.5, 900, 7.5 * 86_400_000, 4));

    private static final int SEEDS = 10;

    @ParameterizedTest(name = "every {0} s, jitter {1}, missing {2}, {3} beats")
    @CsvSource({
        "1, 0.3, 0.3, 400", "2, 0.1, 0, 100", "60, 0.3, 0.3, 300", "300, 0.2, 0.1, 200", "3600, 0.3, 0.3, 168",
        "3600, 0, 0, 5", "21600, 0.1, 0.1, 56", "86400, 0.02, 0.1, 28", "86400, 0.005, 0, 5", "604800, 0.005, 0, 5",
        "604800, 0.01, 0.1, 12"
    })
    void findsBeats(double seconds, double jitter, double missing, int beats) {
        assertThat(failing(seed ->
                        close(SEARCH.best(new Traffic(seed).beat(seconds * 1000, jitter, missing, beats)), seconds)))
                .as("seeds that missed")
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "by the clock every {0} s, jitter {1}, missing {2}, {3} beats")
    @CsvSource({"60, 0.3, 0.1, 300", "3600, 0.1, 0.3, 168", "86400, 0.01, 0.1, 14"})
    void findsBeatsThatKeepToTheClock(double seconds, double jitter, double missing, int beats) {
        assertThat(failing(
                        seed -> SEARCH.best(new Traffic(seed).clock(seconds * 1000, jitter, missing, beats)) != null))
                .as("seeds that missed")
                .isEmpty();
    }

    @ParameterizedTest(name = "bursts every {0} s")
    @ValueSource(doubles = {60, 600, 3600, 21600})
    void findsBeatsOfSeveralConnections(double seconds) {
        assertThat(failing(seed -> {
                    Traffic traffic = new Traffic(seed);
                    return close(
                            SEARCH.best(traffic.bursts(traffic.beat(seconds * 1000, 0.1, 0.1, 100), 5, seconds * 30)),
                            seconds);
                }))
                .as("seeds that missed")
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "every {0} s among as many other contacts")
    @ValueSource(doubles = {10, 60, 600})
    void findsBeatsInsideOtherTraffic(double seconds) {
        assertThat(failing(seed -> {
                    Traffic traffic = new Traffic(seed);
                    return SEARCH.best(traffic.noisy(traffic.beat(seconds * 1000, 0.05, 0.05, 300), 1)) != null;
                }))
                .as("seeds that missed")
                .isEmpty();
    }

    @ParameterizedTest(name = "every {0} s and every {1} s to the same place")
    @CsvSource({"60, 45", "600, 37", "3600, 600"})
    void findsOneOfSeveralPeriodsMixed(double slow, double fast) {
        assertThat(failing(seed -> {
                    Traffic traffic = new Traffic(seed);
                    long[] one = traffic.beat(slow * 1000, 0.03, 0.05, 300);
                    long[] other = traffic.beat(fast * 1000, 0.03, 0.05, (int) (300 * slow / fast));
                    Rhythm rhythm = SEARCH.best(newest(Traffic.merged(one, other)));
                    return close(rhythm, slow) || close(rhythm, fast);
                }))
                .as("seeds that missed")
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void ofTwoPeriodsNearlyAlikeSomeRhythmIsFound() {
        assertThat(failing(seed -> {
                    Traffic traffic = new Traffic(seed);
                    long[] one = traffic.beat(300_000, 0.03, 0.05, 300);
                    return SEARCH.best(Traffic.merged(one, traffic.beat(210_000, 0.03, 0.05, 428))) != null;
                }))
                .as("seeds that missed")
                .isEmpty();
    }

    @ParameterizedTest(name = "every {0} s by a feed that tells whole seconds, jitter {1}")
    @CsvSource({"5, 0.1", "12, 0.2", "60, 0.3", "3600, 0.1"})
    void findsBeatsToldInWholeSeconds(double seconds, double jitter) {
        assertThat(failing(seed -> close(
                        SEARCH.best(Traffic.inSeconds(new Traffic(seed).beat(seconds * 1000, jitter, 0.1, 300))),
                        seconds)))
                .as("seeds that missed")
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{0} a minute at random, told in whole seconds")
    @ValueSource(doubles = {6, 20, 40, 60, 120, 600})
    void aFeedOfWholeSecondsMakesNoBeat(double perMinute) {
        assertThat(failing(seed -> SEARCH.best(newest(Traffic.inSeconds(
                                new Traffic(9000 + seed).poisson(600 / perMinute / 1440, perMinute * 1440))))
                        == null))
                .as("seeds with a false alarm")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 86_400_000, -3_600_000})
    void theDayItHappenedDoesNotMatter(long shift) {
        long[] times = new Traffic(11).beat(60_000, 0.2, 0.2, 200);
        Rhythm here = SEARCH.best(times);
        Rhythm there = SEARCH.best(Arrays.stream(times)
                .map(time -> time + 1_000_000_000_000L + shift)
                .toArray());

        assertThat(here).isNotNull();
        assertThat(there).isNotNull();
        assertThat(there.periodMs()).isCloseTo(here.periodMs(), within(0.01 * here.periodMs()));
        assertThat(there.significance()).isCloseTo(here.significance(), within(0.01 * here.significance()));
    }

    @Test
    void moreBeatsAreMoreSure() {
        double before = 0;
        for (int beats : new int[] {10, 20, 40, 80, 160}) {
            Rhythm rhythm = SEARCH.best(new Traffic(5).beat(60_000, 0.1, 0, beats));
            assertThat(rhythm).as("%d beats", beats).isNotNull();
            assertThat(rhythm.significance()).as("%d beats", beats).isGreaterThan(before);
            before = rhythm.significance();
        }
    }

    @ParameterizedTest(name = "a person, {0} sessions a day")
    @ValueSource(doubles = {1, 4, 20})
    void peopleAreNoBeat(double sessions) {
        assertThat(failing(seed -> SEARCH.best(newest(new Traffic(1000 + seed).person(14, sessions))) == null))
                .as("seeds with a false alarm")
                .isEmpty();
    }

    @ParameterizedTest(name = "at random, {0} a day")
    @ValueSource(doubles = {0.5, 10, 100})
    void chanceIsNoBeat(double perDay) {
        assertThat(failing(seed -> SEARCH.best(newest(new Traffic(5000 + seed).poisson(14, perDay))) == null))
                .as("seeds with a false alarm")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} beats: {1}")
    @CsvSource({"3, false", "4, true"})
    void aHandfulOfContactsIsAnAnswerToNothing(int beats, boolean found) {
        PairHistory history = SampleHistory.device("p")
                .every(SampleHistory.MINUTE, beats, SampleHistory.MONDAY)
                .build();

        assertThat(new PeriodicContact().examine(history, Policy.EMPTY)).hasSize(found ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 20", "0.3, 200"})
    void saysHowLongAndHowLoose(double jitter, int beats) {
        Rhythm rhythm = SEARCH.best(new Traffic(3).beat(300_000, jitter, 0, beats));

        assertThat(rhythm).isNotNull();
        assertThat(rhythm.periodMs()).isCloseTo(300_000, within(20_000.0));
        assertThat(rhythm.spread()).isBetween(jitter / 2, 0.35);
        assertThat(rhythm.score()).isBetween(0.7, 1.0);
        assertThat(rhythm.kind()).isEqualTo(Rhythm.Kind.STEADY);
    }

    private static long[] newest(long[] times) {
        return Arrays.copyOfRange(times, Math.max(0, times.length - 2000), times.length);
    }

    private static boolean close(@Nullable Rhythm rhythm, double seconds) {
        return rhythm != null && Math.abs(Math.log(rhythm.periodMs() / (seconds * 1000))) < 0.3;
    }

    private static List<Integer> failing(IntPredicate passes) {
        return IntStream.range(0, SEEDS)
                .filter(seed -> !passes.test(seed))
                .boxed()
                .toList();
    }
}
