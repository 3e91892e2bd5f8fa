package io.waybill.captures.packet.frame;

import org.jspecify.annotations.Nullable;

/**
 * What one frame turned out to carry: the innermost IP packet and its transport header. Filled anew for each packet by
 * {@link FrameDecoder}; everything is valid until the next one. Not thread-safe.
 *
 * <p>While decoding, {@code at} is the cursor: the first byte not understood yet, and {@code end} the end of what was
 * captured of the current layer.
 */
public final class Frame {

    /** Stands for a MAC address the link layer does not carry. */
    public static final long NO_MAC = -1;

    // IP protocol numbers.
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMPV6 = 58;

    byte[] data = new byte[0];
    int at;
    int end;
    long wireEnd;

    long number;
    long timeMillis;

    @Nullable
    String app;

    long sourceMac;
    long targetMac;

    boolean ipv6;
    long sourceHigh;
    long sourceLow;
    long targetHigh;
    long targetLow;
    int protocol;
    long ipBytes;
    int ipAt;
    int packets;

    int sourcePort;
    int targetPort;
    int tcpFlags;
    int tcpSequence;
    int icmpType;
    int icmpCode;
    int payloadAt;
    int payloadBytes;
    int payloadCaptured;

    void start(RawPacket packet) {
        data = packet.data();
        at = packet.at();
        end = packet.at() + packet.capturedBytes();
        wireEnd = packet.at() + Math.max(packet.wireBytes(), packet.capturedBytes());
        number = packet.number();
        timeMillis = packet.timeMillis();
        sourceMac = NO_MAC;
        targetMac = NO_MAC;
        app = packet.app();
        packets = 1;
    }

    /** Bytes captured and not understood yet. */
    int left() {
        return end - at;
    }

    void clearTransport() {
        sourcePort = 0;
        targetPort = 0;
        tcpFlags = 0;
        tcpSequence = 0;
        icmpType = 0;
        icmpCode = 0;
    }

    /** The app that sent or received it, where the capture knows it. */
    public @Nullable String app() {
        return app;
    }

    /** The buffer that holds the packet, not copied; good until the next packet is decoded. */
    public byte[] data() {
        return data;
    }

    /** Number of the packet in its capture, 1 is the first; of the last fragment where fragments were put together. */
    public long number() {
        return number;
    }

    /** When it was captured, milliseconds since 1970 UTC. */
    public long timeMillis() {
        return timeMillis;
    }

    /** MAC of the sender as 48 bits, or {@link #NO_MAC}. */
    public long sourceMac() {
        return sourceMac;
    }

    /** MAC of the receiver as 48 bits, or {@link #NO_MAC}. */
    public long targetMac() {
        return targetMac;
    }

    /** Whether the innermost IP packet is of version 6, else 4. */
    public boolean ipv6() {
        return ipv6;
    }

    /** First 8 bytes of the sender's IPv6 address; 0 for IPv4. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Last 8 bytes of the sender's address; IPv4 stands in the low 32 bits. */
    public long sourceLow() {
        return sourceLow;
    }

    /** First 8 bytes of the receiver's IPv6 address; 0 for IPv4. */
    public long targetHigh() {
        return targetHigh;
    }

    /** Last 8 bytes of the receiver's address; IPv4 stands in the low 32 bits. */
    public long targetLow() {
        return targetLow;
    }

    /** IP protocol number of the transport. */
    public int protocol() {
        return protocol;
    }

    /** Bytes of the innermost IP packet, header included; the sum over fragments. */
    public long ipBytes() {
        return ipBytes;
    }

    /** Where the innermost IP header starts (the transport header, where fragments were put together). */
    public int ipAt() {
        return ipAt;
    }

    /** Captured packets this stands for: 1, or the number of fragments. */
    public int packets() {
        return packets;
    }

    /** Port of the sender, 0 to 65,535; 0 where the transport has none. */
    public int sourcePort() {
        return sourcePort;
    }

    /** Port of the receiver, 0 to 65,535; 0 where the transport has none. */
    public int targetPort() {
        return targetPort;
    }

    /** The TCP flag byte. */
    public int tcpFlags() {
        return tcpFlags;
    }

    /** TCP sequence number, 32 bits without a sign; 0 for other transports. */
    public int tcpSequence() {
        return tcpSequence;
    }

    /** ICMP type, 0 to 255; 0 for other transports. */
    public int icmpType() {
        return icmpType;
    }

    /** Where the transport's payload starts in {@link #data()}. */
    public int payloadAt() {
        return payloadAt;
    }

    /** Payload bytes on the wire. */
    public int payloadBytes() {
        return payloadBytes;
    }

    /** Payload bytes captured, at most {@link #payloadBytes()}. */
    public int payloadCaptured() {
        return payloadCaptured;
    }
}
