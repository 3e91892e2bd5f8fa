package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final long START = 1_760_000_000_000L;

    private final AtomicLong wall = new AtomicLong(START);
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final List<Duration> setBack = new ArrayList<>();

    private void pass(Duration time) {
        wall.addAndGet(time.toMillis());
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void time_that_passes_is_no_jump() {
        ClockWatch watch = new ClockWatch(wall::get, nanos::get, setBack::add);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofHours(i));
            watch.look();
        }

        assertThat(setBack).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_is_told_once_with_by_how_much() {
        ClockWatch watch = new ClockWatch(wall::get, nanos::get, setBack::add);
        pass(Duration.ofSeconds(1));
        watch.look();
        wall.addAndGet(-Duration.ofHours(2).toMillis());
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(1));
            watch.look();
        }

        assertThat(setBack).containsExactly(Duration.ofHours(2));
    }

    @Test
    void a_clock_that_is_set_ahead_is_not_told_but_its_way_back_is() {
        ClockWatch watch = new ClockWatch(wall::get, nanos::get, setBack::add);
        wall.addAndGet(Duration.ofHours(2).toMillis());
        watch.look();
        assertThat(setBack).isEmpty();

        wall.addAndGet(-Duration.ofHours(2).toMillis());
        watch.look();
        assertThat(setBack).containsExactly(Duration.ofHours(2));
    }

    @Test
    void what_a_session_bears_is_left_alone() {
        ClockWatch watch = new ClockWatch(wall::get, nanos::get, setBack::add);
        wall.addAndGet(1 - ClockWatch.LEAST.toMillis());
        watch.look();

        assertThat(setBack).isEmpty();
    }

    @Test
    void a_pause_between_reading_the_clocks_is_no_jump() {
        ClockWatch watch = new ClockWatch(
                () -> {
                    long read = wall.get();
                    pass(Duration.ofSeconds(30));
                    return read;
                },
                nanos::get,
                setBack::add);
        for (int i = 0; i < 3; i++) {
            watch.look();
        }

        assertThat(setBack).isEmpty();
    }

    @Test
    void a_thread_of_its_own_looks_until_it_is_closed() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (ClockWatch watch = new ClockWatch(wall::get, nanos::get, by -> told.countDown())) {
            watch.start();
            wall.addAndGet(-Duration.ofMinutes(1).toMillis());

            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
