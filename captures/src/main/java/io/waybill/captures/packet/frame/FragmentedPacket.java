package io.waybill.captures.packet.frame;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The parts of one fragmented IP packet. Overlapping parts: what came first stays. */
final class FragmentedPacket {

    private static final int MAX_BYTES = 65_535;
    private static final int MAX_FRAGMENTS = 128;
    private static final int UNIT = 8;

    private final boolean ipv6;
    private final long sourceHigh;
    private final long sourceLow;
    private final long targetHigh;
    private final long targetLow;
    private final long sourceMac;
    private final long targetMac;
    private final int protocol;
    private final long firstMillis;
    private long lastMillis;
    private long lastNumber;
    private @Nullable String app;

    private byte[] data = new byte[0];
    private final BitSet unitsSeen = new BitSet();
    private int totalBytes = -1;
    private int fragments;
    private long ipBytes;

    FragmentedPacket(Frame frame) {
        ipv6 = frame.ipv6;
        sourceHigh = frame.sourceHigh;
        sourceLow = frame.sourceLow;
        targetHigh = frame.targetHigh;
        targetLow = frame.targetLow;
        sourceMac = frame.sourceMac;
        targetMac = frame.targetMac;
        protocol = frame.protocol;
        firstMillis = frame.timeMillis;
    }

    void add(Frame frame, int offset, boolean more) {
        fragments++;
        ipBytes += frame.ipBytes;
        lastMillis = frame.timeMillis;
        lastNumber = frame.number;
        app = app == null ? frame.app : app;
        int length = Math.min(frame.left(), MAX_BYTES - offset);
        if (!more) {
            totalBytes = (int) Math.min(offset + (frame.wireEnd - frame.at), MAX_BYTES);
        }
        if (length <= 0) {
            return;
        }
        if (data.length < offset + length) {
            data = Arrays.copyOf(data, Math.max(offset + length, Math.min(data.length * 2, MAX_BYTES)));
        }
        for (int done = 0; done < length; done += UNIT) {
            int unit = (offset + done) / UNIT;
            if (!unitsSeen.get(unit)) {
                unitsSeen.set(unit);
                System.arraycopy(frame.data, frame.at + done, data, offset + done, Math.min(UNIT, length - done));
            }
        }
    }

    /** Whether nothing is missing, or so many parts came that no more are waited for. */
    boolean isWhole() {
        int units = (totalBytes + UNIT - 1) / UNIT;
        return fragments >= MAX_FRAGMENTS || totalBytes >= 0 && unitsSeen.nextClearBit(0) >= units;
    }

    boolean hasBeginning() {
        return unitsSeen.get(0);
    }

    int bytesHeld() {
        return data.length;
    }

    int fragments() {
        return fragments;
    }

    long firstMillis() {
        return firstMillis;
    }

    /** Makes the frame stand for the whole packet, the cursor on its transport header. */
    void into(Frame frame) {
        frame.ipv6 = ipv6;
        frame.sourceHigh = sourceHigh;
        frame.sourceLow = sourceLow;
        frame.targetHigh = targetHigh;
        frame.targetLow = targetLow;
        frame.sourceMac = sourceMac;
        frame.targetMac = targetMac;
        frame.protocol = protocol;
        frame.timeMillis = lastMillis;
        frame.number = lastNumber;
        frame.app = app;
        frame.packets = fragments;
        frame.ipBytes = ipBytes;
        frame.data = data;
        frame.at = 0;
        frame.ipAt = 0;
        frame.end = Math.min(unitsSeen.nextClearBit(0) * UNIT, totalBytes >= 0 ? totalBytes : data.length);
        frame.wireEnd = totalBytes >= 0 ? totalBytes : frame.end;
    }
}
