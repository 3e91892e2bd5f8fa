package io.waybill.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the state of an instance is rebuilt from the changelogs. Logged at most every two seconds while it goes on, and once
 * when a store is complete. Safe for several threads.
 */
public final class RestoreProgress implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoClock;
    private final Map<TopicPartition, Store> going = new HashMap<>();
    private long restored;
    private long total;
    private long busySince;
    private long busyNanos;
    private long lastLogged;

    /** What is known of one changelog while it is read. */
    private record Store(long planned, long since, long entries) {}

    /**
     * Where it stands.
     *
     * @param restored changelog entries read since the instance started
     * @param total entries that were to be read, as far as known; at the end equal to {@code restored}
     * @param running changelogs being read now
     * @param took time in which at least one was read
     */
    public record Restoration(long restored, long total, int running, Duration took) {

        /** Whether nothing is being restored. */
        public boolean isDone() {
            return running == 0;
        }
    }

    /**
     * Nothing yet.
     *
     * @param nanoClock of the kind of {@link System#nanoTime()}
     */
    public RestoreProgress(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Where it stands now. */
    public synchronized Restoration now() {
        long running = going.isEmpty() ? 0 : nanoClock.getAsLong() - busySince;
        return new Restoration(restored, total, going.size(), Duration.ofNanos(busyNanos + running));
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition changelog, String store, long begin, long end) {
        long now = nanoClock.getAsLong();
        if (going.isEmpty()) {
            busySince = now;
            lastLogged = now;
        }
        going.put(changelog, new Store(Math.max(0, end - begin), now, 0));
        total += Math.max(0, end - begin);
    }

    @Override
    public synchronized void onBatchRestored(TopicPartition changelog, String store, long offset, long entries) {
        restored += entries;
        going.computeIfPresent(changelog, (any, of) -> new Store(of.planned(), of.since(), of.entries() + entries));
        long now = nanoClock.getAsLong();
        if (now - lastLogged >= LOG_EVERY_NANOS) {
            lastLogged = now;
            LOG.info("restoring state: {} of {} changelog entries, {} changelogs to go", restored, total, going.size());
        }
    }

    /** Offsets count markers of transactions too, so fewer entries than planned may have come: the total is set right. */
    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long entries) {
        Store of = going.remove(changelog);
        if (of == null) {
            return;
        }
        total += of.entries() - of.planned();
        finished();
        LOG.info(
                "restored {} of partition {}: {} changelog entries in {} ms",
                store,
                changelog.partition(),
                of.entries(),
                TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - of.since()));
    }

    /** The task moved to another instance before its state was complete. */
    @Override
    public synchronized void onRestoreSuspended(TopicPartition changelog, String store, long entries) {
        Store of = going.remove(changelog);
        if (of != null) {
            total += of.entries() - of.planned();
            finished();
        }
    }

    private void finished() {
        if (going.isEmpty()) {
            busyNanos += nanoClock.getAsLong() - busySince;
        }
    }
}
