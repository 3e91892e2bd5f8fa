package io.waybill.testkit.pcap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;

/** Writes Ethernet frames as a classic capture file, little-endian with microseconds. */
final class PcapWriter {

    private static final int MAGIC = 0xa1b2c3d4;
    private static final int SNAP_LENGTH = 65_535;
    private static final int LINKTYPE_ETHERNET = 1;

    /**
     * A captured frame.
     *
     * @param micros when, microseconds since 1970 UTC
     * @param frame all its bytes
     */
    record Packet(long micros, byte[] frame) {}

    private PcapWriter() {}

    /** Writes the packets in order of time; packets of one instant keep their order. The caller closes. */
    static void write(List<Packet> packets, OutputStream out) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        head.putInt(SNAP_LENGTH).putInt(LINKTYPE_ETHERNET);
        out.write(head.array());
        List<Packet> ordered = packets.stream()
                .sorted(Comparator.comparingLong(Packet::micros))
                .toList();
        for (Packet packet : ordered) {
            ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt((int) (packet.micros() / 1_000_000)).putInt((int) (packet.micros() % 1_000_000));
            record.putInt(packet.frame().length).putInt(packet.frame().length);
            out.write(record.array());
            out.write(packet.frame());
        }
    }
}
