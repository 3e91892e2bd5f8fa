package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.frame.Protocols.BROKEN;
import static io.waybill.captures.packet.frame.Protocols.ENCRYPTED;
import static io.waybill.captures.packet.frame.Protocols.ETHERNET_BRIDGED;
import static io.waybill.captures.packet.frame.Protocols.IPV4;
import static io.waybill.captures.packet.frame.Protocols.IPV6;
import static io.waybill.captures.packet.frame.Protocols.IP_BY_VERSION;
import static io.waybill.captures.packet.frame.Protocols.NONE;
import static io.waybill.captures.packet.frame.Protocols.PPP;
import static io.waybill.captures.packet.frame.Protocols.PPPOE_SESSION;
import static io.waybill.captures.packet.frame.Protocols.UNKNOWN_LINK;

/**
 * The outermost header, by the capture's link type. Moves the frame's cursor behind it and says what follows.
 *
 * <p>Numbers and layouts: the tcpdump group's registry of link-layer header types.
 */
final class LinkLayer {

    private static final int ARPHRD_80211 = 801;
    private static final int ARPHRD_80211_RADIOTAP = 803;
    private static final int ARPHRD_PPP = 512;
    private static final int ARPHRD_IPGRE = 778;
    private static final int ARPHRD_NETLINK = 824;

    private LinkLayer() {}

    static int decode(Frame frame, int linkType) {
        return switch (linkType) {
            case 0 -> family(frame, true);
            case 108 -> family(frame, false);
            case 1 -> ETHERNET_BRIDGED;
            case 9, 50 -> PPP;
            case 51 -> PPPOE_SESSION;
            case 12, 14, 101 -> IP_BY_VERSION;
            case 228 -> IPV4;
            case 229 -> IPV6;
            case 104 -> ciscoHdlc(frame);
            case 107 -> frameRelay(frame);
            case 105 -> Wifi.decode(frame, false);
            case 113 -> cooked(frame);
            case 276 -> cooked2(frame);
            case 119 -> prism(frame);
            case 127 -> radiotap(frame);
            case 163 -> avs(frame);
            case 192 -> perPacketInformation(frame);
            case 117 -> packetFilterLog(frame);
            case 166, 204 -> skip(frame, linkType == 166 ? 0 : 1, PPP);
            case 239 -> netfilterLog(frame);
            default -> UNKNOWN_LINK;
        };
    }

    private static int skip(Frame frame, int bytes, int next) {
        if (frame.left() < bytes) {
            return BROKEN;
        }
        frame.at += bytes;
        return next;
    }

    /** BSD loopback: an address family in the byte order of the capturing machine, or in network order. */
    private static int family(Frame frame, boolean hostOrder) {
        if (frame.left() < 4) {
            return BROKEN;
        }
        int family = Wire.i32(frame.data, frame.at);
        if (hostOrder && (family & 0xffff) == 0) {
            family = Integer.reverseBytes(family);
        }
        frame.at += 4;
        return switch (family) {
            case 2 -> IPV4;
            case 10, 24, 28, 30 -> IPV6;
            default -> NONE;
        };
    }

    private static int ciscoHdlc(Frame frame) {
        if (frame.left() < 4) {
            return BROKEN;
        }
        frame.at += 4;
        return Wire.u16(frame.data, frame.at - 2);
    }

    /** RFC 2427 behind a two-byte address, or Cisco's EtherType instead of control and protocol id. */
    private static int frameRelay(Frame frame) {
        if (frame.left() < 4) {
            return BROKEN;
        }
        int next = Wire.u16(frame.data, frame.at + 2);
        frame.at += 4;
        return switch (next) {
            case 0x03cc -> IPV4;
            case 0x038e -> IPV6;
            default -> next;
        };
    }

    private static int cooked(Frame frame) {
        if (frame.left() < 16) {
            return BROKEN;
        }
        int hardware = Wire.u16(frame.data, frame.at + 2);
        if (Wire.u16(frame.data, frame.at + 4) == 6) {
            frame.sourceMac = Wire.u48(frame.data, frame.at + 6);
        }
        int protocol = Wire.u16(frame.data, frame.at + 14);
        frame.at += 16;
        return cookedPayload(frame, hardware, protocol);
    }

    private static int cooked2(Frame frame) {
        if (frame.left() < 20) {
            return BROKEN;
        }
        int protocol = Wire.u16(frame.data, frame.at);
        int hardware = Wire.u16(frame.data, frame.at + 8);
        if (Wire.u8(frame.data, frame.at + 11) == 6) {
            frame.sourceMac = Wire.u48(frame.data, frame.at + 12);
        }
        frame.at += 20;
        return cookedPayload(frame, hardware, protocol);
    }

    private static int cookedPayload(Frame frame, int hardware, int protocol) {
        return switch (hardware) {
            case ARPHRD_80211 -> Wifi.decode(frame, false);
            case ARPHRD_80211_RADIOTAP -> radiotap(frame);
            case ARPHRD_NETLINK -> NONE;
            case ARPHRD_PPP -> protocol == 0 ? PPP : EtherLayer.typeOrFraming(protocol);
            case ARPHRD_IPGRE -> protocol;
            default -> EtherLayer.typeOrFraming(protocol);
        };
    }

    private static int radiotap(Frame frame) {
        if (frame.left() < 8) {
            return BROKEN;
        }
        int length = Wire.u16Little(frame.data, frame.at + 2);
        if (length < 8 || length > frame.left()) {
            return BROKEN;
        }
        boolean padded = (radiotapFlags(frame, length) & 0x20) != 0;
        frame.at += length;
        return Wifi.decode(frame, padded);
    }

    /** The flags field follows the present words and, where present, an 8-byte aligned time stamp. */
    private static int radiotapFlags(Frame frame, int length) {
        int present = Wire.i32Little(frame.data, frame.at + 4);
        int field = 8;
        int word = present;
        while (word < 0 && field + 4 <= length) {
            word = Wire.i32Little(frame.data, frame.at + field);
            field += 4;
        }
        if ((present & 1) != 0) {
            field = (field + 7 & ~7) + 8;
        }
        return (present & 2) != 0 && field < length ? Wire.u8(frame.data, frame.at + field) : 0;
    }

    private static int prism(Frame frame) {
        if (frame.left() >= 8 && Wire.u16(frame.data, frame.at) == 0x8021) {
            return avs(frame);
        }
        return frame.left() < 144 ? BROKEN : wifiAfter(frame, 144);
    }

    private static int avs(Frame frame) {
        if (frame.left() < 8) {
            return BROKEN;
        }
        int length = Wire.i32(frame.data, frame.at + 4);
        return length < 8 || length > frame.left() ? BROKEN : wifiAfter(frame, length);
    }

    private static int wifiAfter(Frame frame, int bytes) {
        frame.at += bytes;
        return Wifi.decode(frame, false);
    }

    /** PPI names the link type of what it wraps; it never wraps itself. */
    private static int perPacketInformation(Frame frame) {
        if (frame.left() < 8) {
            return BROKEN;
        }
        int length = Wire.u16Little(frame.data, frame.at + 2);
        int inner = Wire.i32Little(frame.data, frame.at + 4);
        if (length < 8 || length > frame.left() || inner == 192) {
            return BROKEN;
        }
        frame.at += length;
        return decode(frame, inner);
    }

    private static int packetFilterLog(Frame frame) {
        if (frame.left() < 4) {
            return BROKEN;
        }
        return skip(frame, Wire.u8(frame.data, frame.at) + 3 & ~3, IP_BY_VERSION);
    }

    /** Linux netfilter log: type-length-value records in host order; type 9 is the packet. */
    private static int netfilterLog(Frame frame) {
        if (frame.left() < 4) {
            return BROKEN;
        }
        int at = frame.at + 4;
        while (at + 4 <= frame.end) {
            int length = Wire.u16Little(frame.data, at);
            if (length < 4) {
                return BROKEN;
            }
            if (Wire.u16Little(frame.data, at + 2) == 9) {
                frame.at = at + 4;
                return IP_BY_VERSION;
            }
            at += length + 3 & ~3;
        }
        return NONE;
    }

    /** Whether a next-layer value ends decoding. */
    static boolean ends(int next) {
        return next == NONE || next == BROKEN || next == ENCRYPTED || next == UNKNOWN_LINK;
    }

    /** The 802.2 header behind 802.3 lengths, 802.11 and bridges. */
    static int llc(Frame frame) {
        if (frame.left() < 3) {
            return BROKEN;
        }
        if (Wire.u24(frame.data, frame.at) == 0xaaaa03) {
            if (frame.left() < 8) {
                return BROKEN;
            }
            frame.at += 8;
            return Wire.u16(frame.data, frame.at - 2);
        }
        if (Wire.u24(frame.data, frame.at) == 0x060603) {
            frame.at += 3;
            return IPV4;
        }
        return NONE;
    }
}
