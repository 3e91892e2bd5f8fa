package io.waybill.captures.flow;

import io.waybill.captures.name.StreamStart;
import io.waybill.captures.packet.frame.Wire;

/**
 * One direction of DNS over TCP from a message on that its segment did not hold whole: each message stands behind its length in two
 * bytes (RFC 1035, 4.2.2). Not thread-safe.
 */
final class DnsStream {

    private final StreamStart stream;
    private final int base;
    private int consumed;
    private int length;

    /**
     * Begins with a message.
     *
     * @param base sequence number of its first byte
     * @param maxBytes bytes from there on that are kept at most
     */
    DnsStream(int base, int maxBytes) {
        this.base = base;
        this.stream = new StreamStart(maxBytes);
    }

    void add(int sequence, byte[] data, int at, int bytes) {
        stream.add(sequence - base, data, at, bytes);
    }

    /** Goes on to the next message; false where it is not there yet. Empty ones are passed over. */
    boolean next() {
        consumed += length == 0 ? 0 : 2 + length;
        length = 0;
        while (stream.contiguous() - consumed >= 2) {
            int bytes = Wire.u16(stream.data(), consumed);
            if (stream.contiguous() - consumed - 2 < bytes) {
                return false;
            }
            if (bytes > 0) {
                length = bytes;
                return true;
            }
            consumed += 2;
        }
        return false;
    }

    /** Where the message lies in {@link #data()}. */
    int at() {
        return consumed + 2;
    }

    /** Its bytes. */
    int length() {
        return length;
    }

    byte[] data() {
        return stream.data();
    }

    /** Whether all that came was read: nothing needs to be kept. */
    boolean isDone() {
        return length == 0 && consumed == stream.contiguous();
    }

    /** Whether what is missing can come no more. */
    boolean isFull() {
        return stream.isFull();
    }

    int bytesHeld() {
        return stream.bytesHeld();
    }
}
