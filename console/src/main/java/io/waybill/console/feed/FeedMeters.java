package io.waybill.console.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.waybill.schemas.Topic;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the feed counts. Labels are topics without prefix: a fixed set, whatever cases there are. */
final class FeedMeters {

    private final Map<Topic, Counter> stored = new EnumMap<>(Topic.class);
    private final Map<Topic, Counter> rejected = new EnumMap<>(Topic.class);
    private final AtomicLong lag = new AtomicLong();
    private final Timer commits;
    private final Counter retries;
    private final Counter reopened;

    FeedMeters(MeterRegistry registry) {
        for (Topic topic : Topic.values()) {
            if (topic.schema() != null) {
                stored.put(topic, counter(registry, topic, "stored", "Records taken into the store"));
                rejected.put(
                        topic, counter(registry, topic, "rejected", "Records that are none of their topic's schema"));
            }
        }
        commits = Timer.builder("waybill.console.commit")
                .description("Time to store a batch of records")
                .register(registry);
        retries = Counter.builder("waybill.console.retries")
                .description("Batches put off because broker or registry did not answer")
                .register(registry);
        reopened = Counter.builder("waybill.console.store.reopened")
                .description("Times the console's database failed for good and was opened again")
                .register(registry);
        Gauge.builder("waybill.console.lag", lag, AtomicLong::doubleValue)
                .description("Records published and not yet stored")
                .register(registry);
    }

    void stored(Topic topic) {
        increment(stored.get(topic));
    }

    void rejected(Topic topic) {
        increment(rejected.get(topic));
    }

    void retried() {
        retries.increment();
    }

    void reopened() {
        reopened.increment();
    }

    void lag(long records) {
        lag.set(records);
    }

    void commit(Runnable work) {
        commits.record(work);
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, Topic topic, String what, String description) {
        return Counter.builder("waybill.console.records." + what)
                .tag("topic", topic.baseName())
                .description(description)
                .register(registry);
    }
}
