package io.waybill.cli.ingest;

import io.waybill.cli.shell.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a thread that has not come to its end some time after it was asked to: while Kafka is away, sending waits for as
 * long as it takes.
 */
final class Deadline implements AutoCloseable {

    private final CountDownLatch done = new CountDownLatch(1);

    /** For the calling thread. */
    Deadline(StopSignal stop, Duration patience) {
        Thread waiting = Thread.currentThread();
        Thread watch = new Thread(
                () -> {
                    try {
                        boolean asked = stop.await(Duration.ofSeconds(1));
                        while (!asked && done.getCount() > 0) {
                            asked = stop.await(Duration.ofSeconds(1));
                        }
                        if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                            waiting.interrupt();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "ingest-deadline");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void close() {
        done.countDown();
    }
}
