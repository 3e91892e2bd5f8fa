package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.cold.ColdTier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps contacts of pairs that were heard of lately on the heap, within the book's share, and those of the others on disk. Which ones
 * those are has no bearing on any result.
 *
 * <p>A hand goes around the pairs on the heap: one that had a contact since it last came by is passed over once, the next goes to
 * disk (the clock of page replacement, Corbató 1968). A pair comes back with its next contact.
 */
final class Tiers implements History, AutoCloseable {

    /** Contacts between two looks at the share. */
    private static final int LOOK_EVERY = 64;

    /** Once over the share, a tenth of it is freed, so that the next look finds room. */
    private static final int FREED_PART = 10;

    private final ColdTier tier;
    private ColdTier.@Nullable Share share;
    private final List<Pair> onHeap = new ArrayList<>();
    private final ByteWriter scratch = new ByteWriter(1 << 10);
    private int hand;
    private long bytes;
    private int contacts;

    /** The history that was read last, so that who reads a pair in several steps reads it once. */
    private long lastKey = -1;

    private ContactHistory lastRead = new ContactHistory();

    Tiers(ColdTier tier) {
        this.tier = tier;
    }

    /** A book takes its share with its first contact: some are made and never used. */
    private ColdTier.Share share() {
        if (share == null) {
            share = tier.join();
        }
        return share;
    }

    /** A pair was opened. */
    void opened(Pair pair) {
        share();
        keep(pair, pair.contacts());
    }

    private void keep(Pair pair, ContactHistory history) {
        history.indexOnHeap = onHeap.size();
        onHeap.add(pair);
        bytes += history.grown();
    }

    /** A pair is no more. */
    void closed(Pair pair) {
        if (pair.isOnDisk()) {
            share().remove(pair.keyOnDisk());
        } else {
            drop(pair.contacts());
        }
    }

    private void drop(ContactHistory history) {
        bytes -= history.unnoted();
        Pair last = onHeap.remove(onHeap.size() - 1);
        ContactHistory ofLast = last.contacts();
        if (ofLast != history) {
            onHeap.set(history.indexOnHeap, last);
            ofLast.indexOnHeap = history.indexOnHeap;
        }
        history.indexOnHeap = -1;
    }

    /** Brings the contacts of a pair to the heap, where they are not: they are about to change. */
    void warm(Pair pair) {
        if (pair.isOnDisk()) {
            long key = pair.keyOnDisk();
            ContactHistory history = read(key);
            lastKey = -1;
            share().remove(key);
            pair.onHeap(history);
            keep(pair, history);
        }
    }

    /** The contacts of a pair on the heap changed. */
    void changed(Pair pair) {
        ContactHistory history = pair.contacts();
        // Of most pairs only one contact ever comes: the first is no reason to wait for a second.
        history.recent = history.log().rows() > 1;
        bytes += history.grown();
    }

    @Override
    public ContactHistory read(long key) {
        if (key != lastKey) {
            lastRead = ContactHistory.read(share().get(key));
            lastKey = key;
        }
        return lastRead;
    }

    /** To be called before each contact is taken: moves pairs to disk from time to time, where there are too many on the heap. */
    void makeRoom() {
        if (++contacts >= LOOK_EVERY) {
            contacts = 0;
            long limit = share().heapBytes();
            if (bytes > limit) {
                free(limit - limit / FREED_PART);
            }
            share().uses(bytes);
        }
    }

    private void free(long limit) {
        int steps = 2 * onHeap.size();
        for (int i = 0; i < steps && bytes > limit && !onHeap.isEmpty(); i++) {
            hand = hand < onHeap.size() ? hand : 0;
            Pair pair = onHeap.get(hand);
            ContactHistory history = pair.contacts();
            if (history.recent) {
                history.recent = false;
                hand++;
            } else if (!movesToDisk(pair, history)) {
                return;
            }
        }
    }

    private boolean movesToDisk(Pair pair, ContactHistory history) {
        scratch.clear();
        history.writeTo(scratch);
        long key = share().put(scratch.toBytes());
        if (key == ColdTier.Share.REFUSED) {
            return false;
        }
        drop(history);
        pair.onDisk(this, key);
        return true;
    }

    @Override
    public void close() {
        if (share != null) {
            share.close();
        }
    }
}
