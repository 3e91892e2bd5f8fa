package io.waybill.console.feed;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.waybill.console.ConsoleSettings;
import io.waybill.console.feed.RecordReader.RegistryAwayException;
import io.waybill.console.store.Batch;
import io.waybill.console.store.DamagedStoreException;
import io.waybill.console.store.FleetStore;
import io.waybill.registry.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of the live state and of every case into the store, on a thread of its own. Topics are found by looking at
 * the broker every few seconds, so cases come and go without being told. What cannot be reached is tried again; a database that
 * failed for good is opened again, and reading goes on where the store stands; what should not happen stops the feed and shows in
 * its health.
 */
public final class TopicFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long RETRY_AFTER_MS = 1_000;

    /** Times in a row that the database is opened again without a batch being stored in between. */
    private static final int MAX_REOPENINGS = 5;

    private final Consumer<byte[], byte[]> consumer;
    private final TopicCatalogue catalogue;
    private final SchemaRegistryClient registry;
    private final FleetStore store;
    private final FeedMeters meters;
    private final Mirror mirror;
    private final Thread thread = new Thread(this::run, "waybill-console-feed");
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Reopenings reopenings = new Reopenings(System::nanoTime);
    private int failuresInARow;
    private volatile FeedHealth health = new FeedHealth(false, null, "the first look at the broker", List.of());

    /**
     * Connects nothing yet.
     *
     * @param listener called on the feed's thread after each commit
     */
    public TopicFeed(
            ConsoleSettings settings,
            FleetStore store,
            MeterRegistry meters,
            java.util.function.Consumer<Batch> listener) {
        this.store = store;
        this.meters = new FeedMeters(meters);
        this.registry = new RegistrySettings(settings.registryUrl(), false, settings.registry()).connect();
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.put("bootstrap.servers", settings.bootstrapServers());
        this.catalogue = new TopicCatalogue(Admin.create(client), settings.livePrefix());
        Map<String, Object> reading = new HashMap<>(client);
        reading.put("isolation.level", "read_committed");
        reading.put("enable.auto.commit", "false");
        reading.put("auto.offset.reset", "earliest");
        reading.put("max.poll.records", String.valueOf(Mirror.POLL_RECORDS));
        // A fetch fills a good part of a batch.
        reading.put("max.partition.fetch.bytes", "8388608");
        reading.put("allow.auto.create.topics", "false");
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.mirror = new Mirror(consumer, store, new RecordReader(registry), this.meters, listener);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** How it is doing. */
    public FeedHealth health() {
        return health;
    }

    /** See {@code Console.awaitCaughtUp}. */
    public boolean awaitCaughtUp(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<MirroredTopic> topics = catalogue.topics().stream()
                .filter(topic -> !topic.isDeadLetters())
                .toList();
        Map<TopicPartition, Long> ends = catalogue.ends(topics);
        try {
            while (!mirror.hasStored(ends)) {
                long left = deadline - System.nanoTime();
                if (left <= 0
                        || health.failure() != null
                        || stopping.await(Math.min(left, 20_000_000L), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops reading after the batch at hand. */
    @Override
    public void close() {
        stopping.countDown();
        consumer.wakeup();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        catalogue.close();
        try {
            registry.close();
        } catch (IOException e) {
            LOG.warn("closing the registry client failed", e);
        }
    }

    private void run() {
        try {
            long nextLook = System.nanoTime();
            while (stopping.getCount() > 0) {
                try {
                    reopenDamagedStore();
                    if (System.nanoTime() >= nextLook) {
                        look();
                        nextLook = System.nanoTime() + LOOK_EVERY_NANOS;
                    }
                    if (!mirror.isIdle()) {
                        mirror.step(POLL);
                        failuresInARow = 0;
                    } else if (stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                        break;
                    }
                } catch (RegistryAwayException | KafkaException e) {
                    if (e instanceof WakeupException || e instanceof InterruptException) {
                        break;
                    }
                    retryLater(e);
                } catch (DamagedStoreException e) {
                    LOG.debug("the database failed under the feed", e);
                }
            }
        } catch (RuntimeException | InterruptedException e) {
            LOG.error("the console's feed stops", e);
            health = new FeedHealth(health.caughtUp(), describe(e), null, health.topics());
        }
    }

    /** Whoever found the damage, the feed mends it: it is the one that writes. */
    private void reopenDamagedStore() throws InterruptedException {
        String damage = store.damage();
        if (damage == null) {
            return;
        }
        failuresInARow++;
        if (failuresInARow > MAX_REOPENINGS) {
            throw new IllegalStateException("the console's database fails again each time it is opened: " + damage);
        }
        Duration wait = reopenings.next();
        LOG.error(
                "the console's database failed for good and is opened again: in_a_row={} wait_seconds={} reason={}",
                failuresInARow,
                wait.toSeconds(),
                damage);
        health = new FeedHealth(
                health.caughtUp(),
                null,
                "the store, which is opened again in " + wait.toSeconds() + " s: " + damage,
                health.topics());
        if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        try {
            store.reopen();
        } catch (IllegalStateException e) {
            LOG.error("the console's database was not opened again", e);
            return;
        }
        meters.reopened();
        mirror.rewind();
        LOG.info("the console's database is open again, at its last commit");
    }

    private void look() {
        List<MirroredTopic> all = catalogue.topics();
        List<MirroredTopic> records =
                all.stream().filter(topic -> !topic.isDeadLetters()).toList();
        mirror.follow(records);
        Map<TopicPartition, Long> ends = catalogue.ends(all);
        List<FeedHealth.TopicHealth> topics = mirror.health(all, catalogue.beginnings(all), ends);
        long lag = topics.stream().mapToLong(FeedHealth.TopicHealth::lag).sum();
        meters.lag(lag);
        health = new FeedHealth(health.caughtUp() || lag == 0, null, null, topics);
    }

    private void retryLater(RuntimeException e) throws InterruptedException {
        meters.retried();
        if (health.waitingFor() == null) {
            LOG.warn("the console's feed waits and tries again: {}", describe(e));
        }
        health = new FeedHealth(health.caughtUp(), null, describe(e), health.topics());
        mirror.rewind();
        if (stopping.await(RETRY_AFTER_MS, TimeUnit.MILLISECONDS)) {
            LOG.debug("stopped while waiting");
        }
    }

    private static @Nullable String describe(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
