package io.waybill.streams.detect.periodic;

import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pieces a rhythm is judged by, each alone: coverage, phase, pace, far ends, traits, score. */
class RhythmPartsTest {

    private static long[] every(long period, int count, long from) {
        return LongStream.range(0, count).map(i -> from + i * period).toArray();
    }

    private static Beats beats(long... times) {
        return Beats.of(times, 0);
    }

    private static List<Contact> contacts(SampleHistory history) {
        return history.build().contacts();
    }

    private static Rhythm rhythm(int observations, int kept, double byChance, double significance, double coverage) {
        return new Rhythm(
                Rhythm.Kind.STEADY,
                MINUTE,
                0.05,
                observations + 1,
                observations,
                kept,
                byChance,
                significance,
                coverage,
                coverage,
                0,
                1);
    }

    @Test
    void aBeatWithoutHolesCoversItsWholeTime() {
        Coverage coverage = Coverage.of(beats(every(MINUTE, 50, 0)), MINUTE, 3_000, 5);

        assertThat(coverage.wall()).isCloseTo(1, within(1e-9));
        assertThat(coverage.active()).isCloseTo(1, within(1e-9));
        assertThat(coverage.beats()).isEqualTo(50);
    }

    @Test
    void oneOrTwoMissingBeatsAreNoHole() {
        long[] times = LongStream.range(0, 60)
                .filter(i -> i % 7 != 3 && i % 7 != 4)
                .map(i -> i * MINUTE)
                .toArray();

        assertThat(Coverage.of(beats(times), MINUTE, 3_000, 5).wall()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aPhoneThatWasOffIsNoCounterEvidence() {
        long[] times = LongStream.concat(
                        Arrays.stream(every(MINUTE, 31, 0)), Arrays.stream(every(MINUTE, 31, 90 * MINUTE)))
                .toArray();
        Coverage coverage = Coverage.of(beats(times), MINUTE, 3_000, 5);

        assertThat(coverage.wall()).isCloseTo(0.5, within(1e-9));
        assertThat(coverage.active()).isCloseTo(1, within(1e-9));
        assertThat(coverage.beats()).isEqualTo(62);
    }

    @ParameterizedTest(name = "{0} beats a minute apart, five periods asked for: {1} in runs")
    @CsvSource({"5, 5", "4, 0"})
    void aRunMayFallShortByAFifth(int count, int inRuns) {
        assertThat(Coverage.of(beats(every(MINUTE, count, 0)), MINUTE, 3_000, 5).beats())
                .isEqualTo(inRuns);
    }

    /** Up to three periods from any beat before, and the square root of three times the tolerance for three. */
    @ParameterizedTest(name = "{0} periods and {1} ms: one run {2}")
    @CsvSource({
        "1, 3000, true",
        "1, 5196, true",
        "1, 5197, false",
        "2, 4242, true",
        "3, 5196, true",
        "3, -5196, true",
        "3, 5197, false",
        "3, -5197, false",
        "4, 0, false"
    })
    void missingBeatsMayStrayFurther(int periods, long off, boolean one) {
        long[] times = LongStream.concat(
                        Arrays.stream(every(MINUTE, 10, 0)),
                        Arrays.stream(every(MINUTE, 10, (9 + periods) * MINUTE + off)))
                .toArray();
        Coverage coverage = Coverage.of(beats(times), MINUTE, 3_000, 5);

        assertThat(coverage.beats()).isEqualTo(20);
        assertThat(coverage.wall() == 1).isEqualTo(one);
    }

    @ParameterizedTest(name = "off for {0} ms: {1} of the time in use")
    @CsvSource({"600000, 0.642857", "600001, 1"})
    void moreThanTenPeriodsAreAPause(long off, double active) {
        long[] times = LongStream.concat(
                        Arrays.stream(every(MINUTE, 10, 0)), Arrays.stream(every(MINUTE, 10, 9 * MINUTE + off)))
                .toArray();

        assertThat(Coverage.of(beats(times), MINUTE, 3_000, 5).active()).isCloseTo(active, within(1e-6));
    }

    @Test
    void aBurstIsNoRun() {
        assertThat(Coverage.of(beats(0, 2_000, 4_000, 600_000, 602_000), 2_000, 100, 5))
                .isEqualTo(new Coverage(0, 0, 0));
    }

    @Test
    void whatKeepsToTheClockIsCoherentAndChanceIsNot() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            long[] clock = every(MINUTE, 200, 0);
            long[] jittered = Arrays.stream(clock)
                    .map(time -> time + (long) (2_000 * random.nextGaussian()))
                    .sorted()
                    .toArray();
            long[] chance = random.longs(200, 0, 200 * MINUTE).sorted().toArray();

            assertThat(Phase.coherence(clock, MINUTE)).isCloseTo(1, within(1e-9));
            assertThat(Phase.coherence(jittered, MINUTE)).as("seed %d", seed).isGreaterThan(0.9);
            assertThat(Phase.coherence(chance, MINUTE)).as("seed %d", seed).isLessThan(0.5);
        }
    }

    /** A period that is off by no more than two turns over the whole time is put right: four steps of half a turn. */
    @ParameterizedTest(name = "{0} times the period: coherent {1}")
    @CsvSource({"0.990174, true", "1.010274, true", "0.982, false", "1.018, false"})
    void thePeriodIsPutRightByTwoTurns(double of, boolean coherent) {
        double coherence = Phase.coherence(every(MINUTE, 200, MONDAY), MINUTE * of);

        assertThat(coherence > 0.99).as("%f", coherence).isEqualTo(coherent);
    }

    @Test
    void aPaceThatDriftsIsFoundAndChanceIsNot() {
        List<Long> drifting = new ArrayList<>(List.of(0L));
        for (double gap = MINUTE; drifting.size() < 60; gap *= 1.05) {
            drifting.add(drifting.get(drifting.size() - 1) + (long) gap);
        }
        long[] times = drifting.stream().mapToLong(Long::longValue).toArray();
        List<Rhythm> found = DriftScan.scan(beats(times), 1_000);

        assertThat(found).singleElement().satisfies(rhythm -> {
            assertThat(rhythm.kind()).isEqualTo(Rhythm.Kind.DRIFTING);
            assertThat(rhythm.kept()).isEqualTo(rhythm.observations()).isEqualTo(29);
            assertThat(rhythm.significance()).isGreaterThan(10);
        });
        assertThat(DriftScan.scan(beats(Arrays.copyOf(times, 40)), 1_000))
                .as("twenty pairs are asked for")
                .isEmpty();
        for (long seed = 1; seed <= 50; seed++) {
            long[] chance =
                    new Random(seed).longs(200, 0, 200 * MINUTE).sorted().toArray();
            assertThat(DriftScan.scan(beats(chance), 1_000)).as("seed %d", seed).isEmpty();
        }
    }

    private static long[] ofGaps(long from, long... gaps) {
        long[] times = new long[gaps.length + 1];
        times[0] = from;
        for (int i = 0; i < gaps.length; i++) {
            times[i + 1] = times[i] + gaps[i];
        }
        return times;
    }

    @ParameterizedTest(name = "{0} of twenty pairs alike: {1}")
    @CsvSource({"13, 1", "12, 0"})
    void twoThirdsOfNeighboursMustBeAlike(int alike, int found) {
        long[] gaps = new long[40];
        Arrays.fill(gaps, MINUTE);
        for (int pair = 0; pair < 20 - alike; pair++) {
            gaps[2 * pair + 1] = 10 * MINUTE;
        }

        assertThat(DriftScan.scan(beats(ofGaps(7, gaps)), 1_000)).hasSize(found).allSatisfy(rhythm -> {
            assertThat(rhythm.kept()).isEqualTo(13);
            assertThat(rhythm.observations()).isEqualTo(20);
            assertThat(rhythm.byChance()).isEqualTo(7);
            // 25 neighbours of a minute among 33 minutes and seven times ten
            assertThat(rhythm.wallCoverage()).isCloseTo(25 / 103.0, within(1e-9));
        });
    }

    /** Twice the scale, the shortest period that is asked for, and ten of the steps that time is told in. */
    @ParameterizedTest(name = "gaps of {0} ms from {1}, scale {2}, at least {3} ms: {4}")
    @CsvSource({
        "2000, 7, 1000, 900, 1",
        "1999, 7, 1000, 900, 0",
        "2000, 7, 100, 2000, 1",
        "1999, 7, 100, 2000, 0",
        "10000, 0, 100, 900, 1",
        "9000, 0, 100, 900, 0",
        "9000, 7, 100, 900, 1"
    })
    void whatIsTooShortToDrift(long gap, long from, long scale, double shortest, int found) {
        long[] gaps = new long[40];
        Arrays.fill(gaps, gap);

        assertThat(DriftScan.scan(Beats.of(ofGaps(from, gaps), scale), shortest))
                .hasSize(found)
                .allSatisfy(rhythm -> {
                    assertThat(rhythm.periodMs()).isEqualTo(gap);
                    assertThat(rhythm.activeCoverage()).isCloseTo(39 / 40.0, within(1e-9));
                });
    }

    @ParameterizedTest(name = "{0} of {1}, by chance {2}: {3}")
    @CsvSource({
        "10, 100, 0.1, 0", // as by chance
        "27, 100, 0.1, 0", // not a fifth over and above chance
        "6, 10, 0.5, 0.423713", // a fifth
        "3, 3, 0.01, 6", // a millionth
        "1000, 1000, 0.01, 300" // the end of the scale
    })
    void significanceIsTheDigitsOfThePValue(int kept, int of, double chance, double digits) {
        assertThat(GapScan.significance(kept, of, chance, 1)).isCloseTo(digits, within(1e-6));
    }

    @Test
    void moreTrialsAreNeverMoreSignificantAndMoreKeptNeverLess() {
        double before = 0;
        for (int kept = 0; kept <= 40; kept++) {
            double now = GapScan.significance(kept, 40, 0.1, 10);
            assertThat(now).as("%d kept", kept).isGreaterThanOrEqualTo(before);
            assertThat(GapScan.significance(kept, 40, 0.1, 1_000)).isLessThanOrEqualTo(now);
            before = now;
        }
    }

    @Test
    void aRhythmIsTheSurerTheMoreCertainCompleteAndContinuousItIs() {
        assertThat(rhythm(100, 100, 0, 300, 1).score()).isCloseTo(1, within(1e-9));
        assertThat(rhythm(100, 100, 0, 0, 1).score()).isZero();
        assertThat(rhythm(100, 20, 30, 5, 1).regularity()).isZero();
        assertThat(rhythm(100, 65, 30, 5, 1).regularity()).isEqualTo(0.5);
        double base = rhythm(100, 60, 10, 5, 0.5).score();
        assertThat(rhythm(100, 60, 10, 6, 0.5).score()).isGreaterThan(base);
        assertThat(rhythm(100, 61, 10, 5, 0.5).score()).isGreaterThan(base);
        assertThat(rhythm(100, 60, 10, 5, 0.6).score()).isGreaterThan(base);
    }

    @Test
    void theBusiestFarEndsAreToldApartInWhateverOrder() {
        SampleHistory history = SampleHistory.device("p");
        history.site("example.com", "a.example.com").every(MINUTE, 30, MONDAY);
        history.site("example.com", "b.example.com").every(MINUTE, 20, MONDAY + 1);
        history.address("192.0.2.0/24", "192.0.2.9", 8443).every(MINUTE, 2, MONDAY + 2);
        List<Contact> contacts = new ArrayList<>(contacts(history));

        for (long seed = 1; seed <= 5; seed++) {
            assertThat(FarEnds.busiest(contacts))
                    .as("seed %d", seed)
                    .extracting(List::size)
                    .containsExactly(30, 20);
            assertThat(FarEnds.describe(contacts)).isEqualTo("a.example.com:443");
            Collections.shuffle(contacts, new Random(seed));
        }
        assertThat(FarEnds.busiest(contacts(SampleHistory.device("p").every(MINUTE, 30, MONDAY))))
                .as("one far end is all there is")
                .isEmpty();
        assertThat(FarEnds.describe(List.of())).isEmpty();
    }

    @Test
    void farEndsWithEnoughContactsStandInOrderOfTheirContacts() {
        SampleHistory history = SampleHistory.device("p");
        history.address("192.0.2.0/24", "192.0.2.1", 80).every(MINUTE, 4, MONDAY);
        history.address("192.0.2.0/24", "192.0.2.2", 80).every(MINUTE, 9, MONDAY);

        assertThat(FarEnds.busiest(contacts(history))).extracting(List::size).containsExactly(9, 4);
        assertThat(FarEnds.describe(contacts(history))).isEqualTo("192.0.2.2:80");

        history.address("192.0.2.0/24", "192.0.2.3", 80).every(MINUTE, 3, MONDAY);
        for (int i = 4; i <= 7; i++) {
            history.address("192.0.2.0/24", "192.0.2." + i, 80).every(MINUTE, 4 + i, MONDAY);
        }
        assertThat(FarEnds.busiest(contacts(history)))
                .as("four of them")
                .extracting(List::size)
                .containsExactly(11, 10, 9, 9);
    }

    @Test
    void aFarEndOfUnknownAddressIsToldByItsPort() {
        Contact contact = contacts(SampleHistory.device("p").at(MONDAY)).get(0);
        Contact.Endpoint unknown = new Contact.Endpoint(null, null, 8443, Transport.TCP, null, null, null, 0);
        Contact nowhere =
                new Contact(MONDAY, 0, 0, 0, Outcome.ESTABLISHED, 1, unknown, List.of(), "A", contact.event());

        assertThat(FarEnds.describe(List.of(nowhere))).isEqualTo("?:8443");
    }

    @ParameterizedTest(name = "{0} ports, {1} contacts each: scan {2}")
    @CsvSource({"19, 1, false", "20, 1, true", "20, 2, true", "20, 3, false", "1, 60, false"})
    void aScanKnocksAtOnePortAfterAnother(int ports, int each, boolean scan) {
        SampleHistory history = SampleHistory.device("p");
        for (int port = 1; port <= ports; port++) {
            history.to("198.51.100.7", port).every(1_000, each, MONDAY + port);
        }

        assertThat(FarEnds.scanned(contacts(history))).isEqualTo(scan);
    }

    @ParameterizedTest(name = "{0}/{1}, host {2}, {3}")
    @CsvSource({
        "443, TCP, true, ESTABLISHED, 0, true, false, false",
        "8443, TCP, true, UNANSWERED, 1, false, false, false",
        "8443, UDP, true, UNANSWERED, 0, false, false, false", // UDP asks for no answer
        "8443, TCP, false, REJECTED, 1, false, false, false",
        "53, UDP, true, ESTABLISHED, 0, true, true, false",
        "53, UDP, false, ESTABLISHED, 0, true, false, false", // no name, no question known
        "0, ICMP, false, ESTABLISHED, 0, true, false, true"
    })
    void traits(
            int port,
            Transport transport,
            boolean named,
            Outcome outcome,
            double unanswered,
            boolean usual,
            boolean lookups,
            boolean icmp) {
        SampleHistory history = SampleHistory.device("p");
        if (named) {
            history.site("example.com", "a.example.com");
        }
        history.to("203.0.113.9", port).transport(transport).outcome(outcome).every(MINUTE, 10, MONDAY);

        assertThat(Traits.of(contacts(history))).isEqualTo(new Traits(unanswered, named, usual, icmp, lookups, 1));
    }

    @ParameterizedTest(name = "one and {0} more: {1}")
    @CsvSource({"1, true", "2, false"})
    void halfOfTheContactsAreMost(int others, boolean most) {
        SampleHistory lookups = SampleHistory.device("p").site("example.com", "a.example.com");
        lookups.to("203.0.113.9", 53).at(MONDAY).to("203.0.113.9", 8443).every(1, others, MONDAY);
        SampleHistory pings = SampleHistory.device("p").to("203.0.113.9", 8443).every(1, others, MONDAY);
        pings.to("203.0.113.9", 0).transport(Transport.ICMP).at(MONDAY);

        assertThat(Traits.of(contacts(lookups)).lookups()).isEqualTo(most);
        assertThat(Traits.of(contacts(lookups)).usualPort()).isEqualTo(most);
        assertThat(Traits.of(contacts(pings)).icmp()).isEqualTo(most);
    }

    @Test
    void sizesAreTheSameToWithinASixteenth() {
        SampleHistory history = SampleHistory.device("p");
        history.bytesSent(1_024)
                .at(MONDAY)
                .bytesSent(1_087)
                .at(MONDAY + 1)
                .bytesSent(1_088)
                .at(MONDAY + 2);
        history.bytesSent(0).at(MONDAY + 3);

        assertThat(Traits.of(contacts(history)).sameSize()).isEqualTo(0.5);
    }
}
