package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.aggregate.device.PartitionClock.Lane;
import io.waybill.streams.part.Tally;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionClockTest {

    private final PartitionClock clock = new PartitionClock();

    private static PartitionClock restored(PartitionClock from) {
        PartitionClock clock = new PartitionClock();
        clock.deadLettered(Lane.CONNECTION, "of before it was restored");
        clock.restore(from.toBytes());
        return clock;
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void rules_are_accounted_for_in_the_first_partition_alone(Lane lane) {
        assertThat(lane.isAccountedIn(0)).isTrue();
        assertThat(lane.isAccountedIn(1)).isEqualTo(lane != Lane.POLICY);
    }

    @Test
    void before_the_first_event_nothing_is_complete() {
        assertThat(clock.watermark(120_000)).isEqualTo(Long.MIN_VALUE);
        assertThat(clock.newest()).isEqualTo(Long.MIN_VALUE);
        assertThat(clock.round()).isZero();
        assertThat(clock.tally()).isEqualTo(Tally.NONE);
    }

    @ParameterizedTest
    @CsvSource({"5000, 0, 5000", "5000, 120000, -115000", "-5000, 1, -5001"})
    void the_watermark_is_the_newest_event_less_the_lateness(long newest, long lateness, long watermark) {
        clock.saw(newest);

        assertThat(clock.watermark(lateness)).isEqualTo(watermark);
    }

    @Test
    void an_older_event_does_not_turn_the_watermark_back() {
        clock.saw(9_000);
        clock.saw(3_000);

        assertThat(clock.newest()).isEqualTo(9_000);
        assertThat(clock.watermark(1_000)).isEqualTo(8_000);
    }

    /** A profile may still come and correct what the events were counted under. */
    @ParameterizedTest
    @EnumSource(Lane.class)
    void input_has_ended_when_it_has_ended_on_every_lane(Lane last) {
        clock.saw(1);
        for (Lane lane : Lane.values()) {
            if (lane != last) {
                clock.ended(lane, 1);
            }
        }
        assertThat(clock.round()).isZero();
        assertThat(clock.watermark(0)).isEqualTo(1);

        clock.ended(last, 1);

        assertThat(clock.round()).isEqualTo(1);
        assertThat(clock.watermark(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_mark_that_comes_again_ends_no_further_round() {
        for (Lane lane : Lane.values()) {
            clock.ended(lane, 2);
            clock.ended(lane, 1);
        }

        assertThat(clock.round()).isEqualTo(2);
    }

    @Test
    void lanes_have_accounts_of_their_own() {
        clock.counted(false);
        clock.counted(true);
        clock.counted(false);
        clock.repeated();
        clock.deadLettered(Lane.CONNECTION, "undecodable");
        clock.taken(Lane.PROFILE);
        clock.deadLettered(Lane.POLICY, "missing-key");
        clock.deadLettered(Lane.POLICY, "missing-key");

        Tally connections = clock.tally();
        assertThat(connections.in()).isEqualTo(5);
        assertThat(connections.counted()).isEqualTo(3);
        assertThat(connections.repeated()).isEqualTo(1);
        assertThat(connections.late()).isEqualTo(1);
        assertThat(connections.deadLettered()).containsEntry("undecodable", 1L).hasSize(1);
        assertThat(clock.tally(Lane.PROFILE)).isEqualTo(new Tally(1, 1, 0, 0, new TreeMap<>()));
        assertThat(clock.tally(Lane.LIFECYCLE)).isEqualTo(Tally.NONE);
        assertThat(clock.tally(Lane.POLICY).deadLettered()).containsEntry("missing-key", 2L);
        for (Lane lane : Lane.values()) {
            assertThat(clock.tally(lane).isBalanced()).as(lane.name()).isTrue();
        }
    }

    /** What was told must not change when the clock goes on. */
    @Test
    void an_account_that_was_told_stays_as_it_was() {
        clock.deadLettered(Lane.CONNECTION, "oversize");
        Tally told = clock.tally();

        clock.deadLettered(Lane.CONNECTION, "oversize");

        assertThat(told.deadLettered()).containsEntry("oversize", 1L);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void what_is_written_is_what_is_restored(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] reasons = {"undecodable", "oversize", "absurd-time"};
        for (int i = 0; i < 300; i++) {
            Lane lane = Lane.values()[random.nextInt(4)];
            switch (random.nextInt(7)) {
                case 0 -> clock.saw(random.nextLong(1L << 45));
                case 1 -> clock.ended(lane, random.nextInt(5));
                case 2 -> clock.counted(random.nextBoolean());
                case 3 -> clock.repeated();
                case 4 -> clock.taken(lane);
                case 5 -> clock.told(random.nextLong(1L << 45));
                default -> clock.deadLettered(lane, reasons[random.nextInt(3)]);
            }
        }

        PartitionClock back = restored(clock);

        assertThat(back.newest()).isEqualTo(clock.newest());
        assertThat(back.round()).isEqualTo(clock.round());
        for (Lane lane : Lane.values()) {
            assertThat(back.tally(lane)).isEqualTo(clock.tally(lane));
        }
        assertThat(back.toBytes()).isEqualTo(clock.toBytes());
    }

    @Test
    void a_clock_that_saw_nothing_is_restored_as_one() {
        assertThat(restored(clock).watermark(120_000)).isEqualTo(Long.MIN_VALUE);
        assertThat(restored(clock).toldBefore(Long.MAX_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest(name = "told to {0} and come to {1}")
    @CsvSource({"5000, 9000, 5000", "9000, 5000, 5000", "7000, 7000, 7000"})
    void what_was_not_told_before_a_restart_is_known(long told, long watermark, long toldBefore) {
        clock.told(told);
        clock.told(told - 1);

        assertThat(restored(clock).toldBefore(watermark)).isEqualTo(toldBefore);
    }

    /** It told everything with the commit that its entry is of. */
    @Test
    void what_an_earlier_version_had_come_to_it_had_told() {
        clock.told(0);
        byte[] bytes = clock.toBytes();

        clock.restore(Arrays.copyOf(bytes, bytes.length - 1));

        assertThat(clock.toldBefore(9_000)).isEqualTo(9_000);
        assertThat(restored(clock).toldBefore(12_000))
                .as("from then on it is kept")
                .isEqualTo(9_000);
    }
}
