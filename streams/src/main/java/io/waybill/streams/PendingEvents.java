package io.waybill.streams;

import io.waybill.streams.aggregate.device.Applied;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.EventBatch;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.failure.Reason;
import io.waybill.streams.failure.Unusable;
import io.waybill.streams.feed.InputReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records of connection events that are read and taken together, in their order: when there are {@link EventBatch#SIZE} of them, before
 * anything else is taken or told, and so before every commit. Nothing is left of them when a task is closed without a commit; they
 * come again.
 *
 * <p>Used by one stream thread.
 */
final class PendingEvents {

    private final InputReader reader;
    private final FarEndCache farEnds;
    private final EventBatch batch = new EventBatch();
    private final List<Origin> origins = new ArrayList<>(EventBatch.SIZE);
    private final @Nullable Unusable[] unusable = new Unusable[EventBatch.SIZE];

    /** Sum of what was read ahead, for others to see, so that no compiler takes the reading for useless. */
    long read;

    PendingEvents(InputReader reader, FarEndCache farEnds) {
        this.reader = reader;
        this.farEnds = farEnds;
    }

    /**
     * A record.
     *
     * @param where its topic, partition and offset
     */
    record Origin(Record<byte[], byte[]> record, RecordMetadata where) {}

    /** Adds a record; there has to be room. */
    void add(Record<byte[], byte[]> record, RecordMetadata where) {
        origins.add(new Origin(record, where));
    }

    boolean isFull() {
        return origins.size() == EventBatch.SIZE;
    }

    /**
     * Has them all taken.
     *
     * @param dead is told those that cannot be used, and why
     */
    void take(DeviceBook book, BiConsumer<Origin, Unusable> dead) {
        if (origins.isEmpty()) {
            return;
        }
        readAll();
        farEnds.resolve(batch);
        book.prefetch(batch);
        int next = 0;
        for (int i = 0; i < origins.size(); i++) {
            Unusable unread = unusable[i];
            if (unread != null) {
                dead.accept(origins.get(i), unread);
            } else {
                ConnectionView event = batch.event(next);
                if (book.apply(event, batch.farEnd(next++)) == Applied.TOO_OLD) {
                    dead.accept(origins.get(i), beyondHistory(event));
                }
            }
        }
        clear();
    }

    /** Their bytes came with a whole poll and are not in the caches any more: they are waited for together. */
    private void readAll() {
        for (Origin origin : origins) {
            byte @Nullable [] value = origin.record().value();
            if (value != null && value.length > 0) {
                read += value[0] + value[value.length / 2] + value[value.length - 1];
            }
        }
        for (int i = 0; i < origins.size(); i++) {
            Origin origin = origins.get(i);
            try {
                batch.add(reader.connection(origin.where().topic(), origin.record(), batch.free()));
            } catch (Unusable reason) {
                unusable[i] = reason;
            }
        }
    }

    private static Unusable beyondHistory(ConnectionView event) {
        return new Unusable(
                Reason.BEYOND_HISTORY,
                Instant.ofEpochMilli(event.time()) + " is older than the history that is kept and corrected");
    }

    /** Forgets them. */
    void clear() {
        batch.clear();
        origins.clear();
        Arrays.fill(unusable, null);
    }
}
