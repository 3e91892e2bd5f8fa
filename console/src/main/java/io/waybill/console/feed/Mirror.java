package io.waybill.console.feed;

import io.waybill.console.feed.FeedHealth.TopicHealth;
import io.waybill.console.store.Batch;
import io.waybill.console.store.Batch.Partition;
import io.waybill.console.store.FleetStore;
import io.waybill.schemas.Topic;
import io.waybill.streams.feed.Forgetting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the store level with a changing set of topics. For the feed's thread, but for {@link #hasStored(Map)}. */
final class Mirror {

    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    /**
     * Records in one transaction, and one poll more; bounds memory and the work lost to a crash. More than a row group of the store
     * (122,880 rows): those are written once, in their place, and not through the log and again at its checkpoint.
     */
    private static final int BATCH_RECORDS = 150_000;

    /** For how long more records are waited for while they come, because big batches cost a third for each record. */
    private static final Duration GATHER = Duration.ofMillis(50);

    /** Records of a poll at most. A poll that has as many has more behind it: such a batch is filled, however long it takes. */
    static final int POLL_RECORDS = 5_000;

    private static final long GATHER_AT_MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Sums of days cost a scan of these days, so a trickle of records must not ask for them all the time. */
    private static final long SUM_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Consumer<byte[], byte[]> consumer;
    private final FleetStore store;
    private final RecordReader reader;
    private final FeedMeters meters;
    private final java.util.function.Consumer<Batch> listener;
    private final Map<TopicPartition, Long> stored = new ConcurrentHashMap<>();
    private Map<String, MirroredTopic> topics = Map.of();
    private boolean unsummed = true;
    private long summedAt = System.nanoTime() - SUM_EVERY_NANOS;

    Mirror(
            Consumer<byte[], byte[]> consumer,
            FleetStore store,
            RecordReader reader,
            FeedMeters meters,
            java.util.function.Consumer<Batch> listener) {
        this.consumer = consumer;
        this.store = store;
        this.reader = reader;
        this.meters = meters;
        this.listener = listener;
    }

    /** Follows these topics from now on. Cases that are gone, or were made anew, leave the store. */
    void follow(List<MirroredTopic> current) {
        Map<String, MirroredTopic> byName =
                current.stream().collect(Collectors.toMap(MirroredTopic::name, topic -> topic));
        if (byName.equals(topics)) {
            return;
        }
        for (String caseName : outdatedCases(byName)) {
            LOG.info("case {} is gone from the broker or was made anew: removed from the store", caseName);
            store.remove(caseName, CaseNames.prefix(caseName));
        }
        topics = byName;
        consumer.assign(TopicCatalogue.partitions(current));
        rewind();
    }

    /** Goes back to where the store stands. */
    void rewind() {
        Map<Partition, Long> positions = store.positions();
        stored.keySet().retainAll(consumer.assignment());
        for (TopicPartition partition : consumer.assignment()) {
            Long position = positions.get(identity(partition));
            if (position == null) {
                stored.remove(partition);
                consumer.seekToBeginning(List.of(partition));
            } else {
                stored.put(partition, position);
                consumer.seek(partition, position);
            }
        }
    }

    /** Whether there is nothing to read yet. */
    boolean isIdle() {
        return consumer.assignment().isEmpty();
    }

    /** Reads what there is, up to a batch, and stores it. */
    void step(Duration patience) {
        Batch batch = new Batch();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
        long begin = System.nanoTime();
        while (!records.isEmpty()) {
            records.forEach(record -> take(record, batch));
            boolean behind = records.count() >= POLL_RECORDS;
            boolean full =
                    batch.size() >= BATCH_RECORDS || !behind && System.nanoTime() - begin >= GATHER_AT_MOST_NANOS;
            records = full ? ConsumerRecords.empty() : consumer.poll(GATHER);
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (!Long.valueOf(position).equals(stored.get(partition))) {
                positions.put(partition, position);
                batch.position(identity(partition), position);
            }
        }
        if (!batch.isEmpty()) {
            meters.commit(() -> store.commit(batch));
            stored.putAll(positions);
            listener.accept(batch);
            unsummed = true;
        }
        boolean quiet = batch.size() < BATCH_RECORDS;
        if (unsummed && quiet && System.nanoTime() - summedAt >= SUM_EVERY_NANOS) {
            store.sumDays();
            summedAt = System.nanoTime();
            unsummed = false;
        }
    }

    /** Whether the store stands at or behind these ends. */
    boolean hasStored(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() <= stored.getOrDefault(end.getKey(), end.getValue() == 0 ? 0L : -1L));
    }

    List<TopicHealth> health(
            Collection<MirroredTopic> all, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        return all.stream()
                .map(topic -> {
                    long records = 0;
                    long lag = 0;
                    for (TopicPartition partition : TopicCatalogue.partitions(List.of(topic))) {
                        long begin = beginnings.getOrDefault(partition, 0L);
                        long end = ends.getOrDefault(partition, 0L);
                        records += end - begin;
                        lag += topic.isDeadLetters() ? 0 : Math.max(0, end - stored.getOrDefault(partition, begin));
                    }
                    return new TopicHealth(
                            topic.caseName(), topic.topic().baseName(), records, lag, topic.isDeadLetters());
                })
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Batch batch) {
        MirroredTopic topic = topics.get(record.topic());
        if (topic == null) {
            throw new IllegalStateException("a record of " + record.topic() + ", which is not followed");
        }
        try {
            if (record.key() == null) {
                throw new SerializationException("a record without a key");
            }
            if (topic.topic() == Topic.PROFILE && record.value() == null && Forgetting.isAsked(record.headers())) {
                batch.forget(topic.caseName(), new String(record.key(), StandardCharsets.UTF_8));
            }
            batch.put(
                    topic.caseName(),
                    topic.topic(),
                    record.key(),
                    reader.read(topic.topic(), record.topic(), record.value()),
                    record.timestamp());
            meters.stored(topic.topic());
        } catch (SerializationException e) {
            meters.rejected(topic.topic());
            LOG.warn(
                    "record left out: topic={} partition={} offset={} reason={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    /** By the positions of the store: a topic with another id than the one that was read, or none at all. */
    private Set<String> outdatedCases(Map<String, MirroredTopic> current) {
        Set<String> outdated = new HashSet<>();
        for (Partition known : store.positions().keySet()) {
            MirroredTopic now = current.get(known.topic());
            if (now == null || !now.id().equals(known.topicId())) {
                outdated.add(CaseNames.ofStored(known.topic()));
            }
        }
        return outdated;
    }

    private Partition identity(TopicPartition partition) {
        MirroredTopic topic = topics.get(partition.topic());
        if (topic == null) {
            throw new IllegalStateException(partition + " is not followed");
        }
        return new Partition(partition.topic(), topic.id(), partition.partition());
    }
}
