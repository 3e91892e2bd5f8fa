package io.waybill.streams.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Waits until every partition of new topics is led. A broker tells of new partitions before it has made their logs; of two batches
 * sent into that moment the first can be refused and the second taken, and an idempotent producer then repeats the first, out of
 * sequence for ever, until its delivery times out.
 */
final class Leaders {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 50;

    private final Admin admin;

    Leaders(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns when the leader of each partition has answered.
     *
     * @throws IllegalStateException when some did not for two minutes, or for good
     */
    void await(List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                all.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            // Told of first: asking for the offsets of what a broker does not know fails too, but fills its client's
            // log with errors.
            List<String> names = topics.stream().map(NewTopic::name).toList();
            while (!answers(admin.describeTopics(names).allTopicNames(), end)
                    || !answers(admin.listOffsets(all).all(), end)) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the leaders of new topics", interrupted);
        }
    }

    private static boolean answers(KafkaFuture<?> future, long end) throws InterruptedException {
        try {
            future.get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RetriableException && System.nanoTime() < end) {
                return false;
            }
            throw new IllegalStateException("cannot reach the leaders of new topics: " + failed.getCause(), failed);
        }
    }
}
