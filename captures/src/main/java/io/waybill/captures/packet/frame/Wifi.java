package io.waybill.captures.packet.frame;

/**
 * IEEE 802.11 data frames. Management and control frames carry no IP; protected ones cannot be read without the key.
 */
final class Wifi {

    private static final int TYPE_DATA = 2;
    private static final int SUBTYPE_NO_DATA = 0x4;
    private static final int SUBTYPE_QOS = 0x8;
    private static final int TO_DS = 0x1;
    private static final int FROM_DS = 0x2;
    private static final int PROTECTED = 0x40;
    private static final int ORDER = 0x80;
    private static final int AGGREGATE = 0x80;

    private Wifi() {}

    /** @param padded whether the header is padded to a multiple of four bytes, as radiotap says */
    static int decode(Frame frame, boolean padded) {
        if (frame.left() < 2) {
            return Protocols.BROKEN;
        }
        byte[] data = frame.data;
        int at = frame.at;
        int control = Wire.u8(data, at);
        int flags = Wire.u8(data, at + 1);
        int subtype = control >> 4;
        if ((control >> 2 & 3) != TYPE_DATA || (subtype & SUBTYPE_NO_DATA) != 0) {
            return Protocols.NONE;
        }
        boolean fourAddresses = (flags & (TO_DS | FROM_DS)) == (TO_DS | FROM_DS);
        boolean qos = (subtype & SUBTYPE_QOS) != 0;
        int qosAt = at + (fourAddresses ? 30 : 24);
        int header = (fourAddresses ? 30 : 24) + (qos ? 2 : 0) + (qos && (flags & ORDER) != 0 ? 4 : 0);
        if (padded) {
            header = header + 3 & ~3;
        }
        if (frame.left() < header) {
            return Protocols.BROKEN;
        }
        addresses(frame, flags);
        if ((flags & PROTECTED) != 0) {
            return Protocols.ENCRYPTED;
        }
        frame.at += header;
        if (qos && (Wire.u8(data, qosAt) & AGGREGATE) != 0) {
            return firstOfAggregate(frame);
        }
        return Protocols.LLC;
    }

    private static void addresses(Frame frame, int flags) {
        int at = frame.at;
        switch (flags & (TO_DS | FROM_DS)) {
            case 0 -> set(frame, at + 10, at + 4);
            case TO_DS -> set(frame, at + 10, at + 16);
            case FROM_DS -> set(frame, at + 16, at + 4);
            default -> set(frame, at + 24, at + 16);
        }
    }

    private static void set(Frame frame, int sourceAt, int targetAt) {
        frame.sourceMac = Wire.u48(frame.data, sourceAt);
        frame.targetMac = Wire.u48(frame.data, targetAt);
    }

    /** An aggregate holds several packets; the first is decoded. */
    private static int firstOfAggregate(Frame frame) {
        if (frame.left() < 14) {
            return Protocols.BROKEN;
        }
        set(frame, frame.at + 6, frame.at);
        frame.at += 14;
        return Protocols.LLC;
    }
}
