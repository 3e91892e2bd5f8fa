package io.waybill.captures.packet;

import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.captures.packet.frame.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pcapng file: sections of either byte order, several interfaces with their own link type and clock, enhanced,
 * simple and obsolete packet blocks. Other blocks (names, statistics, secrets, custom) carry no packets and are
 * passed over.
 *
 * <p>Layout: draft-ietf-opsawg-pcapng.
 */
final class PcapngRecords implements PacketRecords {

    static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int CUSTOM = 0xbad;
    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;

    /** Custom blocks longer than this are not the ones we know. */
    private static final int MAX_CUSTOM_BYTES = 4_096;

    /** Interfaces per section; packets of further ones are reported. */
    private static final int MAX_INTERFACES = 65_536;

    private record Interface(int linkType, long snapBytes, TimeResolution clock) {}

    private final CaptureStream in;
    private final Complaints complaints;
    private final int maxRecordBytes;
    private final List<Interface> interfaces = new ArrayList<>();
    private final AppNames apps = new AppNames();
    private boolean little;

    PcapngRecords(CaptureStream in, Complaints complaints, int maxRecordBytes) {
        this.in = in;
        this.complaints = complaints;
        this.maxRecordBytes = maxRecordBytes;
    }

    static boolean isMagic(byte[] head) {
        return head.length >= 12
                && Wire.i32(head, 0) == SECTION_HEADER
                && (Wire.i32(head, 8) == BYTE_ORDER_MAGIC || Wire.i32Little(head, 8) == BYTE_ORDER_MAGIC);
    }

    @Override
    public boolean next(RawPacket packet) throws IOException {
        while (in.has(12)) {
            int type = i32(in.at());
            if (Wire.i32(in.buffer(), in.at()) == SECTION_HEADER && !startSection()) {
                return false;
            }
            long length = u32(in.at() + 4);
            if (length < 12) {
                complaints.atByte(in.position(), "block of " + length + " bytes; the rest of the file is not used");
                return false;
            }
            long padded = length + 3 & ~3L;
            if (!isOfInterest(type) || type == CUSTOM && length > MAX_CUSTOM_BYTES) {
                if (!in.skip(padded)) {
                    return cutOff(packet);
                }
                continue;
            }
            if (length > maxRecordBytes) {
                complaints.atByte(
                        in.position(), "block of " + length + " bytes, longer than the bound of " + maxRecordBytes);
                if (!in.skip(padded)) {
                    return cutOff(packet);
                }
                continue;
            }
            if (!in.has((int) length)) {
                return cutOff(packet);
            }
            boolean found = block(type, in.at(), in.at() + (int) length - 4, packet);
            in.pass((int) Math.min(padded, in.left()));
            if (found) {
                return true;
            }
        }
        return in.left() > 0 && cutOff(packet);
    }

    private static boolean isOfInterest(int type) {
        return switch (type) {
            case INTERFACE, PACKET, SIMPLE_PACKET, ENHANCED_PACKET, CUSTOM -> true;
            default -> false;
        };
    }

    private boolean cutOff(RawPacket packet) {
        complaints.atByte(
                in.position(), "the file ends inside a block; the " + packet.number() + " packets before were used");
        return false;
    }

    private boolean startSection() {
        int order = Wire.i32(in.buffer(), in.at() + 8);
        if (order != BYTE_ORDER_MAGIC && Integer.reverseBytes(order) != BYTE_ORDER_MAGIC) {
            complaints.atByte(in.position(), "section header without byte order; the rest of the file is not used");
            return false;
        }
        little = order != BYTE_ORDER_MAGIC;
        interfaces.clear();
        return true;
    }

    /**
     * Looks into one block from its type field at {@code at} to its trailing length at {@code end}. True for a
     * packet.
     */
    private boolean block(int type, int at, int end, RawPacket packet) {
        int body = at + 8;
        switch (type) {
            case INTERFACE:
                addInterface(body, end);
                return false;
            case CUSTOM:
                apps.customBlock(in.buffer(), body, end, little);
                return false;
            case SIMPLE_PACKET:
                return body + 4 <= end && simple(body, end, packet);
            case PACKET:
                return hasRoom(body, end) && take(u16(body), body, end, packet);
            default:
                return hasRoom(body, end) && take(u32(body), body, end, packet);
        }
    }

    private boolean hasRoom(int body, int end) {
        if (body + 20 <= end) {
            return true;
        }
        complaints.atByte(in.position(), "packet block too short for its header");
        return false;
    }

    private void addInterface(int body, int end) {
        if (body + 8 > end || interfaces.size() >= MAX_INTERFACES) {
            complaints.atByte(in.position(), "interface description too short, or one too many");
            return;
        }
        int resolution = 6;
        long offset = 0;
        int at = body + 8;
        while (at + 4 <= end) {
            int code = u16(at);
            int length = u16(at + 2);
            if (code == 0 || at + 4 + length > end) {
                break;
            }
            if (code == OPTION_RESOLUTION && length >= 1) {
                resolution = Wire.u8(in.buffer(), at + 4);
            } else if (code == OPTION_OFFSET && length >= 8) {
                offset = little ? Long.reverseBytes(Wire.i64(in.buffer(), at + 4)) : Wire.i64(in.buffer(), at + 4);
            }
            at += 4 + (length + 3 & ~3);
        }
        interfaces.add(new Interface(u16(body), u32(body + 4), TimeResolution.of(resolution, offset)));
    }

    private boolean simple(int body, int end, RawPacket packet) {
        if (interfaces.isEmpty()) {
            complaints.atByte(in.position(), "packet without interface description");
            return false;
        }
        long wire = u32(body);
        Interface first = interfaces.get(0);
        long snap = first.snapBytes() == 0 ? Long.MAX_VALUE : first.snapBytes();
        int captured = (int) Math.min(Math.min(wire, snap), end - body - 4);
        // Simple packets carry no time: the one before them is the best that is known.
        packet.set(in.buffer(), body + 4, captured, wire, packet.timeMillis(), first.linkType());
        return true;
    }

    private boolean take(long interfaceId, int body, int end, RawPacket packet) {
        if (interfaceId >= interfaces.size()) {
            complaints.atByte(in.position(), "packet of interface " + interfaceId + ", which is not described");
            return false;
        }
        Interface source = interfaces.get((int) interfaceId);
        long captured = u32(body + 12);
        if (captured > end - body - 20) {
            complaints.atByte(in.position(), "packet of " + captured + " bytes in a shorter block");
            captured = end - body - 20;
        }
        long units = u32(body + 4) << 32 | u32(body + 8);
        long millis = source.clock().millis(units);
        packet.set(in.buffer(), body + 20, (int) captured, u32(body + 16), millis, source.linkType());
        packet.setNanosOfMilli(source.clock().nanosOfMilli(units));
        int options = body + 20 + (int) (captured + 3 & ~3);
        packet.setApp(apps.ofOptions(in.buffer(), options, end, little));
        return true;
    }

    private int i32(int at) {
        return little ? Wire.i32Little(in.buffer(), at) : Wire.i32(in.buffer(), at);
    }

    private long u32(int at) {
        return i32(at) & 0xffff_ffffL;
    }

    private int u16(int at) {
        return little ? Wire.u16Little(in.buffer(), at) : Wire.u16(in.buffer(), at);
    }
}
