package io.waybill.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MotionTest {

    private static final long PATIENCE = 100;

    private final Motion motion = new Motion(PATIENCE);

    @Test
    void without_records_it_has_nothing_to_move_for() {
        assertThat(motion.isStuck(0, 5, 10)).isFalse();
        assertThat(motion.isStuck(1_000, 5, 10)).isFalse();
    }

    @Test
    void records_without_movement_are_stuck_after_a_while() {
        motion.isStuck(0, 5, 10);

        assertThat(motion.isStuck(PATIENCE, 5, 20)).isFalse();
        assertThat(motion.isStuck(PATIENCE + 1, 5, 30)).isTrue();
    }

    @Test
    void patience_counts_from_the_first_record_after_the_last_movement() {
        motion.isStuck(0, 5, 10);
        motion.isStuck(500, 5, 10);

        assertThat(motion.isStuck(501, 5, 11)).isFalse();
        assertThat(motion.isStuck(500 + PATIENCE, 5, 12)).isFalse();
        assertThat(motion.isStuck(501 + PATIENCE, 5, 13)).isTrue();
    }

    @Test
    void movement_ends_it() {
        motion.isStuck(0, 5, 10);
        motion.isStuck(PATIENCE + 1, 5, 20);

        assertThat(motion.isStuck(PATIENCE + 2, 6, 21)).isFalse();
        assertThat(motion.isStuck(PATIENCE + 3, 6, 22)).isFalse();
    }

    @Test
    void partitions_that_left_for_another_instance_do_not_count_as_records() {
        motion.isStuck(0, 5, 1_000);

        assertThat(motion.isStuck(PATIENCE + 1, 5, 400)).isFalse();
    }
}
