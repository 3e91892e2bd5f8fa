package io.waybill.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A database that keeps failing is opened ever less often, and one that failed long ago at once. */
class ReopeningsTest {

    private final AtomicLong now = new AtomicLong(-Duration.ofMinutes(3).toNanos());
    private final Reopenings reopenings = new Reopenings(now::get);

    @Test
    void theWaitDoublesUpToAMinute() {
        List<Long> seconds = new ArrayList<>();
        for (int failure = 0; failure < 9; failure++) {
            seconds.add(reopenings.next().toSeconds());
        }

        assertThat(seconds).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void oneThatFailsAtOnceEachTimeIsOpenedAtMostSeventeenTimesInTenMinutes() {
        int opened = 0;
        for (long end = now.get() + Reopenings.MEMORY.toNanos(); now.get() < end; opened++) {
            now.addAndGet(reopenings.next().toNanos());
        }

        assertThat(opened).isBetween(10, 17);
    }

    @Test
    void oldFailuresAreForgotten() {
        reopenings.next();
        reopenings.next();
        now.addAndGet(Reopenings.MEMORY.toNanos());

        assertThat(reopenings.next()).isEqualTo(Duration.ZERO);
        assertThat(reopenings.next()).isEqualTo(Duration.ofSeconds(1));
    }
}
