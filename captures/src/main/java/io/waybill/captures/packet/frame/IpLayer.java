package io.waybill.captures.packet.frame;

/** IPv4 and IPv6 headers, extension headers included. */
final class IpLayer {

    /** Result: the transport follows at the cursor. */
    static final int TRANSPORT = 0;
    /** Result: the cursor stands on a fragment's data; see the fragment fields. */
    static final int FRAGMENT = 1;
    /** Result: headers end early or contradict each other. */
    static final int BAD = 2;

    private static final int MAX_EXTENSION_HEADERS = 16;
    private static final int FRAGMENT_HEADER = 44;
    private static final int AUTHENTICATION_HEADER = 51;

    private final LayerCounters counters;

    /** Of the last packet whose result was {@link #FRAGMENT}. */
    int fragmentOffset;

    boolean moreFragments;
    int fragmentId;

    IpLayer(LayerCounters counters) {
        this.counters = counters;
    }

    int decode(Frame frame, boolean ipv6) {
        frame.ipAt = frame.at;
        frame.ipv6 = ipv6;
        return ipv6 ? version6(frame) : version4(frame);
    }

    private int version4(Frame frame) {
        byte[] data = frame.data;
        int at = frame.at;
        if (frame.left() < 20 || Wire.u8(data, at) >> 4 != 4) {
            return BAD;
        }
        int header = (Wire.u8(data, at) & 15) * 4;
        int total = Wire.u16(data, at + 2);
        long onWire = frame.wireEnd - at;
        if (total == 0 || total > onWire) {
            // 0: the network card cuts the packet up later, so only the frame knows its length.
            total = (int) Math.min(onWire, Integer.MAX_VALUE);
        }
        if (header < 20 || total < header) {
            return BAD;
        }
        frame.sourceHigh = 0;
        frame.targetHigh = 0;
        frame.sourceLow = Wire.u32(data, at + 12);
        frame.targetLow = Wire.u32(data, at + 16);
        frame.protocol = Wire.u8(data, at + 9);
        frame.ipBytes = total;
        frame.wireEnd = at + total;
        frame.end = (int) Math.min(frame.end, frame.wireEnd);
        if (frame.left() < header) {
            return BAD;
        }
        if (!Checksum.isRight(Checksum.of(data, at, header))) {
            counters.badIpChecksums++;
        }
        frame.at = at + header;
        int fragment = Wire.u16(data, at + 6);
        return fragment(Wire.u16(data, at + 4), (fragment & 0x1fff) * 8, (fragment & 0x2000) != 0);
    }

    private int fragment(int id, int offset, boolean more) {
        fragmentId = id;
        fragmentOffset = offset;
        moreFragments = more;
        return offset != 0 || more ? FRAGMENT : TRANSPORT;
    }

    private int version6(Frame frame) {
        byte[] data = frame.data;
        int at = frame.at;
        if (frame.left() < 40 || Wire.u8(data, at) >> 4 != 6) {
            return BAD;
        }
        int payload = Wire.u16(data, at + 4);
        long onWire = frame.wireEnd - at;
        // 0 with a payload behind it: a jumbogram, or cut up later by the network card.
        long total = payload == 0 || payload + 40 > onWire ? onWire : payload + 40;
        frame.sourceHigh = Wire.i64(data, at + 8);
        frame.sourceLow = Wire.i64(data, at + 16);
        frame.targetHigh = Wire.i64(data, at + 24);
        frame.targetLow = Wire.i64(data, at + 32);
        frame.ipBytes = total;
        frame.wireEnd = at + total;
        frame.end = (int) Math.min(frame.end, frame.wireEnd);
        frame.protocol = Wire.u8(data, at + 6);
        frame.at = at + 40;
        return extensions(frame);
    }

    private int extensions(Frame frame) {
        for (int i = 0; i < MAX_EXTENSION_HEADERS && isExtension(frame.protocol); i++) {
            if (frame.left() < 8) {
                return BAD;
            }
            byte[] data = frame.data;
            int at = frame.at;
            int kind = frame.protocol;
            frame.protocol = Wire.u8(data, at);
            if (kind == FRAGMENT_HEADER) {
                int field = Wire.u16(data, at + 2);
                frame.at += 8;
                if (fragment(Wire.i32(data, at + 4), field & 0xfff8, (field & 1) != 0) == FRAGMENT) {
                    return FRAGMENT;
                }
                continue;
            }
            int length = Wire.u8(data, at + 1);
            frame.at += kind == AUTHENTICATION_HEADER ? (length + 2) * 4 : (length + 1) * 8;
            if (frame.left() < 0) {
                return BAD;
            }
        }
        return TRANSPORT;
    }

    private static boolean isExtension(int protocol) {
        return switch (protocol) {
            // hop-by-hop, routing, fragment, authentication, destination options, mobility, HIP, Shim6
            case 0, 43, FRAGMENT_HEADER, AUTHENTICATION_HEADER, 60, 135, 139, 140 -> true;
            default -> false;
        };
    }
}
