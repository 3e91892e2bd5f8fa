package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.ipTcp;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An endless-looking capture of opening segments, each from another address and port, made while it is read. */
final class SynFlood extends InputStream {

    private final long packets;
    private final byte[] record;
    private byte[] current;
    private int at;
    private long made;

    SynFlood(long packets) {
        this.packets = packets;
        byte[] packet = ipTcp("10.0.0.1", 1, "203.0.113.5", 443, 1, SYN, new byte[0]);
        byte[] file = new PcapFile(101).addAt(PcapFile.START_MILLIS, packet).bytes();
        this.record = Arrays.copyOfRange(file, 24, file.length);
        this.current = Arrays.copyOf(file, 24);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length) {
            if (at == current.length && !next()) {
                return done == 0 ? -1 : done;
            }
            int part = Math.min(length - done, current.length - at);
            System.arraycopy(current, at, target, offset + done, part);
            at += part;
            done += part;
        }
        return done;
    }

    private boolean next() {
        if (made == packets) {
            return false;
        }
        // 16 bytes of record header, 12 to the sender's address, 8 more to its port.
        ByteBuffer.wrap(record).putInt(28, (int) (0x0a00_0000L + made)).putShort(36, (short) (made * 7));
        current = record;
        at = 0;
        made++;
        return true;
    }
}
