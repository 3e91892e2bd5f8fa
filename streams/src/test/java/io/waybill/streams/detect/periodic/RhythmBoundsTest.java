package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.streams.detect.periodic.RhythmSearch.Limits;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rhythm must have to be taken, and which of two is the better, each at its bound. */
class RhythmBoundsTest {

    private static final Limits LIMITS = new Limits(4, 0.5, 900, 7.5 * 86_400_000, 4);

    private static long[] every(long period, int count) {
        return LongStream.range(0, count).map(i -> 7 + i * period).toArray();
    }

    @ParameterizedTest(name = "every {0} ms within {1}, {2} beats of {6} contacts, {3} digits, covers {4} and {5}: {7}")
    @CsvSource({
        "60000, 0.05, 10, 4, 0.2, 0.5, 1, true",
        "60000, 0.05, 10, 4, 0.19, 0.5, 1, false",
        "60000, 0.05, 30, 4, 0.19, 0.5, 1, true", // a part of the time, but often
        "60000, 0.05, 29, 4, 0.19, 0.5, 1, false",
        "60000, 0.05, 10, 4, 0.2, 0.49, 1, false",
        "60000, 0.05, 4, 4, 1, 1, 1, true",
        "60000, 0.05, 3, 4, 1, 1, 1, false",
        "7200000, 0.05, 10, 4, 1, 1, 8, true",
        "7200000, 0.05, 10, 4, 1, 1, 8.1, false", // a person sits down
        "7199999, 0.05, 10, 4, 1, 1, 9, true",
        "14400000, 0.1, 10, 4, 1, 1, 1, true",
        "14400000, 0.2, 10, 7.9, 1, 1, 1, false", // a loose one of hours needs twice the digits
        "14400000, 0.2, 10, 8, 1, 1, 1, true",
        "14399999, 0.2, 10, 4, 1, 1, 1, true",
        "86400000, 0.05, 10, 4, 1, 1, 1, true",
        "86400000, 0.06, 10, 7.9, 1, 1, 1, false", // one of days too
        "86400000, 0.06, 10, 8, 1, 1, 1, true",
        "82339200, 0.06, 10, 4, 1, 1, 1, false", // 0.953 days are one, 0.952 are none
        "82252800, 0.06, 10, 4, 1, 1, 1, true",
        "181440000, 0.06, 10, 4, 1, 1, 1, false", // 2.1 and 2.11 days
        "182304000, 0.06, 10, 4, 1, 1, 1, true",
        "43200000, 0.06, 10, 4, 1, 1, 1, true"
    })
    void isTaken(
            double period,
            double spread,
            int count,
            double digits,
            double wall,
            double active,
            double contacts,
            boolean taken) {
        Rhythm rhythm =
                new Rhythm(Rhythm.Kind.STEADY, period, spread, count, 50, 50, 1, digits, wall, active, 0, contacts);

        assertThat(new RhythmSearch(LIMITS).acceptable(rhythm, Beats.of(every(60_000, 40), 100)))
                .isEqualTo(taken);
    }

    @Test
    void aHabitThatGoesThroughEveryNightNeedsNoMoreEvidence() {
        Rhythm rhythm = new Rhythm(Rhythm.Kind.STEADY, 4 * 3_600_000, 0.2, 40, 50, 50, 1, 4, 1, 1, 0, 1);

        assertThat(new RhythmSearch(LIMITS).acceptable(rhythm, Beats.of(every(61 * 60_000, 240), 100)))
                .isTrue();
    }

    /** The score of a rhythm that is certain and no better than chance is a half, and up to a quarter more by its coverage. */
    private static Rhythm scored(double period, double score) {
        double coverage = 4 * (score - 0.5);
        return new Rhythm(Rhythm.Kind.STEADY, period, 0.05, 10, 9, 0, 0, 300, coverage, coverage, 0, 1);
    }

    @ParameterizedTest(name = "every {0} s with {1}, then every {2} s with {3}: the second {4}")
    @CsvSource({
        "60, 0.5, 70, 0.5, false",
        "60, 0.5, 70, 0.5625, true",
        "60, 0.5, 62, 0.5625, true",
        "60, 0.5, 62, 0.5, false",
        "60, 0.5, 120, 0.625, false", // four fifths are not more
        "60, 0.5, 120, 0.6875, true",
        "60, 0.5, 480, 0.5625, false",
        "60, 0.5, 540, 0.5625, true", // from nine on it is another
        "60, 0.5, 126, 0.5625, false",
        "60, 0.5, 127.2, 0.5625, true",
        "60, 0.5, 115, 0.5625, false",
        "60, 0.5, 114, 0.5625, true",
        "120, 0.625, 60, 0.5, true",
        "120, 0.6875, 60, 0.5, false",
        "540, 0.5625, 60, 0.5, false"
    })
    void theBetterOfTwo(double one, double scoreOfOne, double other, double scoreOfOther, boolean second) {
        Rhythm first = scored(one, scoreOfOne);
        Rhythm then = scored(other, scoreOfOther);

        assertThat(RhythmSearch.better(first, then)).isSameAs(second ? then : first);
    }

    @Test
    void aRhythmIsBetterThanNone() {
        Rhythm rhythm = scored(60, 0.5);

        assertThat(RhythmSearch.better(null, rhythm)).isSameAs(rhythm);
        assertThat(RhythmSearch.better(rhythm, null)).isSameAs(rhythm);
        assertThat(RhythmSearch.better(null, null)).isNull();
    }

    @ParameterizedTest(name = "{0} more digits, {1} ms shorter, {2} more beats: {3}")
    @CsvSource({"0, 0, 0, true", "1e-9, 0, 0, false", "0, 1e-6, 0, false", "0, 0, 1, false"})
    void whatIsAskedForIsEnough(double digits, double shorter, int beats, boolean found) {
        long[] times = every(60_000, 5);
        Rhythm rhythm = new RhythmSearch(LIMITS).best(times);
        assertThat(rhythm).isNotNull();
        Limits exact = new Limits(rhythm.significance() + digits, 1, 900, 60_000 - shorter, 5 + beats);

        assertThat(new RhythmSearch(exact).best(times)).isEqualTo(found ? rhythm : null);
    }

    /** Sixteen times the scale at which contacts are drawn together. */
    @ParameterizedTest(name = "{0} ms: {1}")
    @CsvSource({"1600, true", "1599, false"})
    void theShortestTimeInWhichThereIsARhythm(long span, boolean found) {
        long[] times = {7, 540, 1_073, 7 + span};

        assertThat(new RhythmSearch(new Limits(1, 0.5, 300, 1e9, 4)).best(times) != null)
                .isEqualTo(found);
    }

    /** Two beats of one period, so that no gap is that long. */
    @ParameterizedTest
    @CsvSource({"16, true", "15, false"})
    void insideOtherTrafficItTakesSixteenBeats(int beats, boolean found) {
        long[] times = LongStream.range(0, beats)
                .map(i -> 7 + i / 2 * 1_020 + i % 2 * 200)
                .toArray();

        assertThat(new RhythmSearch(new Limits(3, 0.5, 900, 1e9, 4)).best(times) != null)
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "10, 5", "5, 4.698970004"})
    void whoSearchesOftenAsksForMore(int searches, double digits) {
        assertThat(LIMITS.amongst(searches).leastSignificance()).isCloseTo(digits, within(1e-8));
        assertThat(LIMITS.amongst(searches).leastBeats()).isEqualTo(4);
    }

    @Test
    void contactsThatAreDrawnTogetherAreCountedAndTheirBeatIsFoldedOntoThePeriod() {
        long[] times = LongStream.range(0, 90)
                .map(i -> i / 3 * 60_000 + i % 3 * 200 + i / 3 % 2 * 900)
                .toArray();
        Rhythm rhythm = new RhythmSearch(LIMITS).best(times);

        assertThat(rhythm).isNotNull();
        assertThat(rhythm.contactsPerBeat()).isEqualTo(3);
        assertThat(rhythm.beats()).isEqualTo(30);
        assertThat(rhythm.coherence())
                .isEqualTo(Phase.coherence(Beats.of(times, 316).times(), rhythm.periodMs()));
    }
}
