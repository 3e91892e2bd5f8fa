package io.waybill.captures.packet;

import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.captures.packet.frame.Wire;
import java.io.IOException;

/**
 * The classic libpcap file: micro- or nanoseconds, either byte order, and the "modified" variant with longer record
 * headers.
 *
 * <p>Layout: draft-ietf-opsawg-pcap. A record longer than the bound means that lengths cannot be trusted any more;
 * the reader then looks for the next place where two plausible record headers follow each other.
 */
final class PcapRecords implements PacketRecords {

    static final int MICROS = 0xa1b2c3d4;
    static final int NANOS = 0xa1b23c4d;
    static final int MODIFIED = 0xa1b2cd34;

    private static final int FILE_HEADER = 24;
    private static final int ETHERNET = 1;
    /** How far to look for the next record behind a broken one. */
    private static final int RESYNC_BYTES = 1024 * 1024;
    /** Records around a resynchronisation lie within a day of each other. */
    private static final long RESYNC_SECONDS = 86_400;

    private final CaptureStream in;
    private final Complaints complaints;
    private final int maxRecordBytes;
    private final boolean little;
    private final int recordHeader;
    private final int fractionsPerMilli;
    private final int linkType;
    private final AppNames apps = new AppNames();
    private long lastSeconds;

    private PcapRecords(
            CaptureStream in, Complaints complaints, int maxRecordBytes, boolean little, int magic, int linkType) {
        this.in = in;
        this.complaints = complaints;
        this.maxRecordBytes = maxRecordBytes;
        this.little = little;
        this.recordHeader = magic == MODIFIED ? 24 : 16;
        this.fractionsPerMilli = magic == NANOS ? 1_000_000 : 1_000;
        this.linkType = linkType;
    }

    static boolean isMagic(byte[] head) {
        return head.length >= 4 && (isKnown(Wire.i32(head, 0)) || isKnown(Wire.i32Little(head, 0)));
    }

    private static boolean isKnown(int magic) {
        return magic == MICROS || magic == NANOS || magic == MODIFIED;
    }

    /** Reads the file header; a file that ends in it has no packets. */
    static PacketRecords open(CaptureStream in, Complaints complaints, int maxRecordBytes) throws IOException {
        if (!in.has(FILE_HEADER)) {
            complaints.atByte(in.position() + in.left(), "the file ends inside its header");
            return packet -> false;
        }
        byte[] data = in.buffer();
        int at = in.at();
        boolean little = !isKnown(Wire.i32(data, at));
        int magic = little ? Wire.i32Little(data, at) : Wire.i32(data, at);
        if (!isKnown(magic)) {
            complaints.atByte(in.position(), "not a pcap file");
            return packet -> false;
        }
        int network = little ? Wire.i32Little(data, at + 20) : Wire.i32(data, at + 20);
        in.pass(FILE_HEADER);
        return new PcapRecords(in, complaints, maxRecordBytes, little, magic, network & 0xffff);
    }

    @Override
    public boolean next(RawPacket packet) throws IOException {
        while (true) {
            if (!in.has(recordHeader)) {
                if (in.left() > 0) {
                    complaints.atByte(
                            in.position(), "the file ends inside a packet header; the packets before were used");
                }
                return false;
            }
            long captured = u32(in.at() + 8);
            if (captured <= maxRecordBytes) {
                return take(packet, (int) captured);
            }
            complaints.atByte(
                    in.position(), "packet of " + captured + " bytes, longer than the bound of " + maxRecordBytes);
            if (!resync()) {
                return false;
            }
        }
    }

    private boolean take(RawPacket packet, int captured) throws IOException {
        if (!in.has(recordHeader + captured)) {
            complaints.atByte(
                    in.position(),
                    "the file ends inside packet " + (packet.number() + 1) + "; the packets before were used");
            return false;
        }
        int at = in.at();
        long seconds = u32(at);
        long fractions = u32(at + 4);
        long millis = seconds * 1_000 + fractions / fractionsPerMilli;
        lastSeconds = seconds;
        packet.set(in.buffer(), at + recordHeader, captured, u32(at + 12), millis, linkType);
        packet.setNanosOfMilli((int) (fractions % fractionsPerMilli) * (1_000_000 / fractionsPerMilli));
        if (linkType == ETHERNET) {
            packet.setApp(apps.ofTrailer(in.buffer(), at + recordHeader, captured));
        }
        in.pass(recordHeader + captured);
        return true;
    }

    private boolean resync() throws IOException {
        for (int skipped = 0; skipped < RESYNC_BYTES; skipped++) {
            in.pass(1);
            if (!in.has(recordHeader)) {
                return false;
            }
            long captured = u32(in.at() + 8);
            boolean plausible = isPlausible(in.at()) && captured > 0;
            if (plausible
                    && in.has(2 * recordHeader + (int) captured)
                    && isPlausible(in.at() + recordHeader + (int) captured)) {
                return true;
            }
        }
        complaints.atByte(in.position(), "no further packet found; the rest of the file is not used");
        return false;
    }

    private boolean isPlausible(int at) {
        long seconds = u32(at);
        long wire = u32(at + 12);
        return Math.abs(seconds - lastSeconds) <= RESYNC_SECONDS
                && u32(at + 4) < fractionsPerMilli * 1_000L
                && u32(at + 8) <= wire
                && wire <= 262_144;
    }

    private long u32(int at) {
        byte[] data = in.buffer();
        return (little ? Wire.i32Little(data, at) : Wire.i32(data, at)) & 0xffff_ffffL;
    }
}
