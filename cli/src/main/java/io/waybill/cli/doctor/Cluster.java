package io.waybill.cli.doctor;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** Waiting for answers of a Kafka cluster, and what its refusals mean. */
final class Cluster {

    private static final int PATIENCE_SECONDS = 10;

    private Cluster() {}

    /**
     * An answer, or why there is none.
     *
     * @param value the answer; empty where there is none
     * @param refusal why not; null where there is one
     */
    record Answer<T>(Optional<T> value, @Nullable Throwable refusal) {

        /** Why there is no answer, in words. */
        String why() {
            return refusal == null ? "" : refusal.getClass().getSimpleName() + ": " + refusal.getMessage();
        }
    }

    /** Waits ten seconds at most. */
    static <T> Answer<T> ask(KafkaFuture<T> question) throws InterruptedException {
        try {
            return new Answer<>(Optional.of(question.get(PATIENCE_SECONDS, TimeUnit.SECONDS)), null);
        } catch (ExecutionException e) {
            return new Answer<>(Optional.empty(), e.getCause());
        } catch (TimeoutException e) {
            return new Answer<>(
                    Optional.empty(), new TimeoutException("no answer within " + PATIENCE_SECONDS + " seconds"));
        }
    }
}
