package io.waybill.captures.packet.frame;

import org.jspecify.annotations.Nullable;

/** One packet as the capture file holds it: a view into the reader's buffer, valid until the next packet is read. */
public final class RawPacket {

    private byte[] data = new byte[0];
    private int at;
    private int capturedBytes;
    private long wireBytes;
    private long timeMillis;
    private int nanosOfMilli;
    private long number;
    private int linkType;
    private @Nullable String app;

    /**
     * Points this view at the next packet.
     *
     * @param data the buffer that holds it
     * @param at where its link-layer header starts
     * @param capturedBytes bytes present
     * @param wireBytes bytes it had on the wire, at least {@code capturedBytes} unless the file lies
     * @param timeMillis milliseconds since 1970 UTC
     * @param linkType LINKTYPE_ number of the capture's interface
     */
    public void set(byte[] data, int at, int capturedBytes, long wireBytes, long timeMillis, int linkType) {
        this.data = data;
        this.at = at;
        this.capturedBytes = capturedBytes;
        this.wireBytes = wireBytes;
        this.timeMillis = timeMillis;
        this.linkType = linkType;
        this.nanosOfMilli = 0;
        this.app = null;
        this.number++;
    }

    /** The buffer that holds it, not copied; good until the next packet is read. */
    public byte[] data() {
        return data;
    }

    /** Where its link-layer header starts in {@link #data()}. */
    public int at() {
        return at;
    }

    /** Bytes present, 0 or more. */
    public int capturedBytes() {
        return capturedBytes;
    }

    /** Bytes it had on the wire; fewer than {@link #capturedBytes()} where the file lies. */
    public long wireBytes() {
        return wireBytes;
    }

    /** When it was captured, milliseconds since 1970 UTC. */
    public long timeMillis() {
        return timeMillis;
    }

    /** Says what the capture's clock knows beyond milliseconds. */
    public void setNanosOfMilli(int nanos) {
        this.nanosOfMilli = nanos;
    }

    /** Nanoseconds after {@link #timeMillis()}, 0 to 999,999; 0 where the capture's clock is no finer. */
    public int nanosOfMilli() {
        return nanosOfMilli;
    }

    /** Which packet of the capture this is; the first is 1. */
    public long number() {
        return number;
    }

    /** Names the app that sent or received the packet, where the capture knows it. */
    public void setApp(@Nullable String app) {
        this.app = app;
    }

    /** The app that sent or received it; null where the capture does not say. */
    public @Nullable String app() {
        return app;
    }

    /** LINKTYPE_ number of the interface it was captured on. */
    public int linkType() {
        return linkType;
    }
}
