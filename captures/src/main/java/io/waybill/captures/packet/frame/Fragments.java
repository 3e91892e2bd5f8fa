package io.waybill.captures.packet.frame;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * IP fragments until their packet is whole. Bounded in number and bytes: the oldest unfinished packet is given up
 * first. A packet given up whose beginning was seen is still handed out, shortened, so that its flow counts it.
 */
final class Fragments {

    /** Unfinished packets held. */
    static final int MAX_PACKETS = 1_024;
    /** Bytes held over all unfinished packets. */
    static final int MAX_BYTES = 16 * 1024 * 1024;
    /** How long a packet may stay unfinished, as RFC 8200 has it. */
    static final long TIMEOUT_MILLIS = 60_000;

    private record Key(
            boolean ipv6, long sourceHigh, long sourceLow, long targetHigh, long targetLow, int protocol, int id) {}

    private final Map<Key, FragmentedPacket> unfinished = new LinkedHashMap<>();
    private final Deque<FragmentedPacket> givenUp = new ArrayDeque<>();
    private final LayerCounters counters;
    private int bytesHeld;

    Fragments(LayerCounters counters) {
        this.counters = counters;
    }

    /** Takes a fragment. Returns the whole packet when this was the last part missing. */
    @Nullable
    FragmentedPacket add(Frame frame, int id, int offset, boolean more) {
        expire(frame.timeMillis);
        Key key = new Key(
                frame.ipv6, frame.sourceHigh, frame.sourceLow, frame.targetHigh, frame.targetLow, frame.protocol, id);
        FragmentedPacket packet = unfinished.computeIfAbsent(key, k -> new FragmentedPacket(frame));
        bytesHeld -= packet.bytesHeld();
        packet.add(frame, offset, more);
        if (packet.isWhole()) {
            unfinished.remove(key);
            return packet;
        }
        bytesHeld += packet.bytesHeld();
        while (unfinished.size() > MAX_PACKETS || bytesHeld > MAX_BYTES) {
            counters.fragmentsOverBound++;
            giveUpOldest();
        }
        return null;
    }

    /** A packet given up whose beginning is known, or null when there is none left. */
    @Nullable
    FragmentedPacket nextGivenUp() {
        return givenUp.poll();
    }

    /** Gives up everything: the capture ends. */
    void finish() {
        while (!unfinished.isEmpty()) {
            giveUpOldest();
        }
    }

    private void expire(long now) {
        while (!unfinished.isEmpty()) {
            FragmentedPacket oldest = unfinished.values().iterator().next();
            if (now - oldest.firstMillis() <= TIMEOUT_MILLIS) {
                return;
            }
            giveUpOldest();
        }
    }

    private void giveUpOldest() {
        Iterator<FragmentedPacket> all = unfinished.values().iterator();
        FragmentedPacket oldest = all.next();
        all.remove();
        bytesHeld -= oldest.bytesHeld();
        if (oldest.hasBeginning()) {
            givenUp.add(oldest);
        } else {
            counters.fragmentsExpired += oldest.fragments();
        }
    }
}
