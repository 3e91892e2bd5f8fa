package io.waybill.streams.cold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an instance keeps contacts that nobody asked for lately: on disk, so that memory follows what is active. The changelog is what
 * is kept of them for good; the disk is emptied when the instance starts and when it stops. Nothing is opened before it is needed.
 *
 * <p>Where the disk takes nothing, because it is full, may not be written, or the library is not made for this system, everything stays
 * on the heap beyond the bound; that is counted and logged once a minute. Safe for several threads, each with its own share.
 */
public final class ColdTier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ColdTier.class);
    private static final long SAID_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final @Nullable Path folder;
    private final long heapBytes;
    private final AtomicInteger shares = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicLong onHeap = new AtomicLong();
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private @Nullable DiskTable table;
    private @Nullable Long lastSaid;
    private boolean closed;

    /**
     * A tier.
     *
     * @param folder under which a folder of its own is made; several instances may use one
     * @param heapBytes of contacts that all shares together keep on the heap
     */
    public ColdTier(Path folder, long heapBytes) {
        this(heapBytes, folder);
    }

    private ColdTier(long heapBytes, @Nullable Path folder) {
        this.folder = folder;
        this.heapBytes = heapBytes;
    }

    /** One that leaves everything on the heap. */
    public static ColdTier none() {
        return new ColdTier(Long.MAX_VALUE, null);
    }

    /** Part of one book. Used by one thread. */
    public Share join() {
        shares.incrementAndGet();
        return new Share(made.getAndIncrement());
    }

    /** Bytes on the heap, as the shares said last. */
    public long onHeap() {
        return onHeap.get();
    }

    /** Entries on disk. */
    public long entries() {
        return entries.get();
    }

    /** Entries that went to disk, since it was made. */
    public long written() {
        return written.get();
    }

    /** Entries that were read from disk, since it was made. */
    public long read() {
        return read.get();
    }

    /** Entries that the disk did not take, since it was made: they stay on the heap. */
    public long refused() {
        return refused.get();
    }

    private synchronized DiskTable table() throws IOException {
        if (closed || folder == null) {
            throw new IllegalStateException("the cold tier is " + (closed ? "closed" : "not there"));
        }
        if (table == null) {
            table = DiskTable.open(folder);
        }
        return table;
    }

    private synchronized void refused(IOException failed) {
        refused.incrementAndGet();
        long now = System.nanoTime();
        if (lastSaid == null || now - lastSaid >= SAID_EVERY_NANOS) {
            lastSaid = now;
            LOG.warn(
                    "{}. Contacts stay in memory beyond pipeline.contacts.heap.mb until the disk takes them",
                    failed.getMessage());
        }
    }

    /** Deletes what is on disk. */
    @Override
    public synchronized void close() {
        closed = true;
        if (table != null) {
            table.close();
            table = null;
        }
    }

    /** What one book keeps on disk. */
    public final class Share implements AutoCloseable {

        /** In place of a key, where the disk took nothing. */
        public static final long REFUSED = -1;

        private final int number;
        private long next;
        private long held;
        private long used;
        private @Nullable DiskTable opened;
        private boolean left;

        private Share(int number) {
            this.number = number;
        }

        private DiskTable opened() {
            return Objects.requireNonNull(opened, "there are no entries before one was put");
        }

        /** Bytes of contacts that this book may keep on the heap: all have as much. */
        public long heapBytes() {
            return heapBytes / Math.max(1, shares.get());
        }

        /** Says how many bytes this book keeps on the heap. */
        public void uses(long bytes) {
            onHeap.addAndGet(bytes - used);
            used = bytes;
        }

        /**
         * Keeps an entry.
         *
         * @return its key, or {@link #REFUSED} where the disk does not take it
         */
        public long put(byte[] value) {
            try {
                if (opened == null) {
                    opened = table();
                }
                opened.put(number, next, value);
            } catch (IOException failed) {
                refused(failed);
                return REFUSED;
            }
            entries.incrementAndGet();
            written.incrementAndGet();
            held++;
            return next++;
        }

        /**
         * An entry that was kept.
         *
         * @throws UncheckedIOException when it cannot be read
         */
        public byte[] get(long key) {
            read.incrementAndGet();
            try {
                return opened().get(number, key);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** Forgets an entry. Where a full disk does not take that either, it stays there unread until the share is closed. */
        public void remove(long key) {
            entries.decrementAndGet();
            held--;
            try {
                opened().remove(number, key);
            } catch (IOException failed) {
                refused(failed);
            }
        }

        /** Forgets all entries; the others may keep more on the heap from here on. */
        @Override
        public void close() {
            if (!left) {
                left = true;
                shares.decrementAndGet();
                entries.addAndGet(-held);
                uses(0);
                forget();
            }
        }

        private void forget() {
            synchronized (ColdTier.this) {
                if (!closed && opened != null) {
                    try {
                        opened.removeAll(number);
                    } catch (IOException failed) {
                        refused(failed);
                    }
                }
            }
        }
    }
}
