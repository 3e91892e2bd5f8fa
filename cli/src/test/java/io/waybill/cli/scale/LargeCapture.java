package io.waybill.cli.scale;

import io.waybill.testkit.pcap.SampleCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture as large as one likes: the sample capture again and again, each time two hours later, with bulk data behind every packet
 * that a web server sends, as where people watch films. Bytes depend on the size alone; nothing but the sample is held in memory.
 */
final class LargeCapture {

    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int BULK_BYTES = 1_400;
    private static final int TCP = 6;
    private static final int HTTPS = 443;
    private static final int SECONDS_APART = 7_200;

    /** One packet, header of the file apart; bulk is a packet of the same stream with a full payload, or nothing. */
    private record Packet(byte[] bytes, byte[] bulk) {}

    private LargeCapture() {}

    /**
     * Writes it.
     *
     * @param folder gets the capture and its inventory
     * @param leastBytes where to stop, at the end of a copy
     * @param bulkPackets full packets behind each packet of a web server: many make a capture with few connections for its size
     * @return the capture
     */
    static Path write(Path folder, long leastBytes, int bulkPackets) throws IOException {
        SampleCapture.write(folder);
        byte[] sample = Files.readAllBytes(folder.resolve(SampleCapture.CAPTURE));
        List<Packet> packets = packets(sample);
        Path large = folder.resolve("large.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(large), 1 << 20)) {
            out.write(sample, 0, FILE_HEADER);
            long written = FILE_HEADER;
            for (int copy = 0; written < leastBytes; copy++) {
                for (Packet packet : packets) {
                    written += write(out, packet.bytes(), copy * SECONDS_APART);
                    for (int i = 0; i < bulkPackets && packet.bulk().length > 0; i++) {
                        written += write(out, packet.bulk(), copy * SECONDS_APART);
                    }
                }
            }
        }
        return large;
    }

    private static int write(OutputStream out, byte[] record, int secondsLater) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        int seconds = header.getInt(0);
        header.putInt(0, seconds + secondsLater);
        out.write(record);
        header.putInt(0, seconds);
        return record.length;
    }

    private static List<Packet> packets(byte[] sample) {
        ByteBuffer in = ByteBuffer.wrap(sample).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(0) != 0xa1b2c3d4 || in.getInt(20) != 1) {
            throw new IllegalStateException("the sample is no little-endian Ethernet capture in microseconds");
        }
        List<Packet> packets = new ArrayList<>();
        for (int at = FILE_HEADER; at < sample.length; ) {
            int length = PACKET_HEADER + in.getInt(at + 8);
            byte[] record = new byte[length];
            in.get(at, record);
            packets.add(new Packet(record, bulk(record)));
            at += length;
        }
        return packets;
    }

    /** A full packet in the stream of one from port 443 that carries data. */
    private static byte[] bulk(byte[] record) {
        ByteBuffer packet = ByteBuffer.wrap(record);
        int ip = PACKET_HEADER + ETHERNET;
        boolean tcp = record.length > ip + 40 && packet.getShort(ip - 2) == 0x0800 && record[ip + 9] == TCP;
        if (!tcp) {
            return new byte[0];
        }
        int segment = ip + 4 * (record[ip] & 0xf);
        int payload = segment + 4 * ((record[segment + 12] & 0xf0) >>> 4);
        if (packet.getShort(segment) != HTTPS || payload >= ip + (packet.getShort(ip + 2) & 0xffff)) {
            return new byte[0];
        }
        byte[] bulk = new byte[payload + BULK_BYTES];
        System.arraycopy(record, 0, bulk, 0, payload);
        ByteBuffer changed = ByteBuffer.wrap(bulk);
        changed.putShort(ip + 2, (short) (bulk.length - ip));
        changed.order(ByteOrder.LITTLE_ENDIAN);
        changed.putInt(8, bulk.length - PACKET_HEADER);
        changed.putInt(12, bulk.length - PACKET_HEADER);
        return bulk;
    }
}
