package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ConnectionView;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Events that were read and are taken together, in their order. Bounded: enough that memory is waited for by all of them at once, and
 * few enough that what came of it is still in the caches when they are taken.
 *
 * <p>Used by one thread.
 */
public final class EventBatch {

    /** Most events of a batch. */
    public static final int SIZE = 32;

    private final ConnectionView[] views = new ConnectionView[SIZE];
    private final ConnectionView[] events = new ConnectionView[SIZE];
    private final @Nullable FarEnd[] farEnds = new FarEnd[SIZE];
    private int size;

    /** An empty one. */
    public EventBatch() {
        for (int i = 0; i < SIZE; i++) {
            views[i] = new ConnectionView();
            events[i] = views[i];
        }
    }

    /** A view that nobody uses, for the event that is added next. */
    public ConnectionView free() {
        return views[size];
    }

    /**
     * Adds an event; there has to be room.
     *
     * @param event stays as it is until the batch is cleared
     */
    public void add(ConnectionView event) {
        events[size] = event;
        size++;
    }

    void farEnd(int index, FarEnd farEnd) {
        farEnds[index] = farEnd;
    }

    /** Events in it. */
    public int size() {
        return size;
    }

    /** One of them. */
    public ConnectionView event(int index) {
        return events[index];
    }

    /** Whom it was with, once that was {@linkplain FarEndCache#resolve found out}. */
    public FarEnd farEnd(int index) {
        return Objects.requireNonNull(farEnds[index]);
    }

    /** Is empty from now on. */
    public void clear() {
        Arrays.fill(farEnds, 0, size, null);
        size = 0;
    }
}
