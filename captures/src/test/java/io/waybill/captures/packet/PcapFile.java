package io.waybill.captures.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes pcap files. */
final class PcapFile {

    /** Noon of 1 June 2026, UTC. */
    static final long START_MILLIS = 1_780_315_200_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final int magic;
    private long nextMillis = START_MILLIS;

    PcapFile(int linkType) {
        this(linkType, PcapRecords.MICROS, ByteOrder.LITTLE_ENDIAN);
    }

    PcapFile(int linkType, int magic, ByteOrder order) {
        this.order = order;
        this.magic = magic;
        out.writeBytes(ByteBuffer.allocate(24)
                .order(order)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(linkType)
                .array());
    }

    static PcapFile ethernet() {
        return new PcapFile(1);
    }

    /** Adds a packet one second after the one before. */
    PcapFile add(byte[] packet) {
        return addAt(nextMillis, packet);
    }

    PcapFile addAt(long millis, byte[] packet) {
        return add(millis, packet, packet.length);
    }

    /** Adds a packet of which the capture kept a part. */
    PcapFile add(long millis, byte[] packet, int wireBytes) {
        header(millis, packet.length, wireBytes);
        out.writeBytes(packet);
        nextMillis = millis + 1_000;
        return this;
    }

    /** Adds a record header alone. */
    PcapFile header(long millis, long captured, long wireBytes) {
        long fraction = millis % 1_000 * (magic == PcapRecords.NANOS ? 1_000_000 : 1_000);
        ByteBuffer header = ByteBuffer.allocate(magic == PcapRecords.MODIFIED ? 24 : 16)
                .order(order)
                .putInt((int) (millis / 1_000))
                .putInt((int) fraction)
                .putInt((int) captured)
                .putInt((int) wireBytes);
        out.writeBytes(header.array());
        return this;
    }

    PcapFile raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    Decoding decode() {
        return Decoding.of(bytes());
    }
}
