package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {

    private static final TopicPartition ONE = new TopicPartition("waybill-device-book-changelog", 0);
    private static final TopicPartition TWO = new TopicPartition("waybill-device-book-changelog", 1);
    private static final String STORE = "device-book";

    private final AtomicLong nanos = new AtomicLong();
    private final RestoreProgress progress = new RestoreProgress(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void nothingToRestoreIsDone() {
        assertThat(progress.now()).isEqualTo(new RestoreProgress.Restoration(0, 0, 0, Duration.ZERO));
        assertThat(progress.now().isDone()).isTrue();
    }

    @Test
    void sumsUpOverChangelogsThatAreReadAtTheSameTime() {
        progress.onRestoreStart(ONE, STORE, 0, 100);
        pass(Duration.ofSeconds(1));
        progress.onRestoreStart(TWO, STORE, 50, 100);
        progress.onBatchRestored(ONE, STORE, 39, 40);
        progress.onBatchRestored(TWO, STORE, 59, 10);
        pass(Duration.ofSeconds(1));

        assertThat(progress.now()).isEqualTo(new RestoreProgress.Restoration(50, 150, 2, Duration.ofSeconds(2)));
    }

    @Test
    void theTotalIsSetRightWhereOffsetsCountedMoreThanEntries() {
        progress.onRestoreStart(ONE, STORE, 0, 100);
        progress.onBatchRestored(ONE, STORE, 99, 97);
        pass(Duration.ofMillis(500));
        progress.onRestoreEnd(ONE, STORE, 97);
        pass(Duration.ofSeconds(9));

        assertThat(progress.now()).isEqualTo(new RestoreProgress.Restoration(97, 97, 0, Duration.ofMillis(500)));
    }

    @Test
    void aMoveToAnotherInstanceEndsItToo() {
        progress.onRestoreStart(ONE, STORE, 0, 100);
        progress.onBatchRestored(ONE, STORE, 9, 10);
        progress.onRestoreSuspended(ONE, STORE, 10);

        assertThat(progress.now().isDone()).isTrue();
        assertThat(progress.now().total()).isEqualTo(10);
    }

    @Test
    void timeInWhichNothingIsRestoredDoesNotCount() {
        for (int i = 0; i < 3; i++) {
            progress.onRestoreStart(ONE, STORE, 0, 10);
            pass(Duration.ofSeconds(1));
            progress.onBatchRestored(ONE, STORE, 9, 10);
            progress.onRestoreEnd(ONE, STORE, 10);
            pass(Duration.ofSeconds(60));
        }

        assertThat(progress.now().took()).isEqualTo(Duration.ofSeconds(3));
        assertThat(progress.now().restored()).isEqualTo(30);
    }

    @Test
    void anEndWithoutABeginningIsIgnored() {
        progress.onRestoreEnd(ONE, STORE, 5);
        progress.onRestoreSuspended(TWO, STORE, 5);

        assertThat(progress.now()).isEqualTo(new RestoreProgress.Restoration(0, 0, 0, Duration.ZERO));
    }
}
