package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.frame.Protocols.ARUBA;
import static io.waybill.captures.packet.frame.Protocols.BROKEN;
import static io.waybill.captures.packet.frame.Protocols.ERSPAN_2;
import static io.waybill.captures.packet.frame.Protocols.ERSPAN_3;
import static io.waybill.captures.packet.frame.Protocols.ETHERNET_BRIDGED;
import static io.waybill.captures.packet.frame.Protocols.IPV4;
import static io.waybill.captures.packet.frame.Protocols.IPV6;
import static io.waybill.captures.packet.frame.Protocols.NONE;
import static io.waybill.captures.packet.frame.Protocols.PPP;

/**
 * IP inside IP, GRE (ERSPAN included) and UDP. A UDP port alone proves nothing: the inner header has to look like one
 * before the outer packet is given up. Moves the cursor and says what follows; {@link Protocols#NONE} leaves it alone.
 */
final class Tunnels {

    private static final int IP4_IN_IP = 4;
    private static final int IP6_IN_IP = 41;
    private static final int GRE = 47;

    private static final int TEREDO_PORT = 3544;
    /** First four bytes of every Teredo client's address. */
    private static final long TEREDO_PREFIX = 0x20010000;

    private static final int GTP_USER_PORT = 2152;
    private static final int VXLAN_PORT = 4789;
    private static final int VXLAN_LINUX_PORT = 8472;
    private static final int VXLAN_GPE_PORT = 4790;
    private static final int GENEVE_PORT = 6081;
    /** RFC 8086. */
    private static final int GRE_PORT = 4754;

    private Tunnels() {}

    /** The cursor stands behind the IP header. */
    static int inIp(Frame frame) {
        return switch (frame.protocol) {
            case IP4_IN_IP -> looksLikeIp(frame, frame.at, 4) ? IPV4 : NONE;
            case IP6_IN_IP -> looksLikeIp(frame, frame.at, 6) ? IPV6 : NONE;
            case GRE -> gre(frame);
            default -> NONE;
        };
    }

    /** The cursor stands on the UDP payload; ports are set. */
    static int inUdp(Frame frame) {
        if (isPort(frame, GTP_USER_PORT)) {
            return gtpUser(frame);
        }
        if (frame.targetPort == VXLAN_PORT || frame.targetPort == VXLAN_LINUX_PORT) {
            return vxlan(frame);
        }
        if (frame.targetPort == VXLAN_GPE_PORT) {
            return vxlanGpe(frame);
        }
        if (frame.targetPort == GENEVE_PORT) {
            return geneve(frame);
        }
        if (frame.targetPort == GRE_PORT) {
            return gre(frame);
        }
        return teredo(frame);
    }

    private static boolean isPort(Frame frame, int port) {
        return frame.targetPort == port || frame.sourcePort == port;
    }

    private static int gre(Frame frame) {
        if (frame.left() < 4) {
            return BROKEN;
        }
        int flags = Wire.u16(frame.data, frame.at);
        int type = Wire.u16(frame.data, frame.at + 2);
        int version = flags & 7;
        boolean routing = (flags & 0x4000) != 0;
        if (version > 1 || routing) {
            return NONE;
        }
        boolean sequence = (flags & 0x1000) != 0;
        int header = 4
                + ((flags & 0x8000) != 0 ? 4 : 0)
                + ((flags & 0x2000) != 0 ? 4 : 0)
                + (sequence ? 4 : 0)
                + (version == 1 && (flags & 0x0080) != 0 ? 4 : 0);
        int inner = type;
        if (type == ERSPAN_2) {
            header += sequence ? 8 : 0;
            inner = ETHERNET_BRIDGED;
        } else if (type == ERSPAN_3) {
            boolean platform = frame.left() >= header + 12 && (Wire.u8(frame.data, frame.at + header + 11) & 1) != 0;
            header += platform ? 20 : 12;
            inner = ETHERNET_BRIDGED;
        } else if (version == 1) {
            inner = PPP;
        }
        if (frame.left() < header) {
            return BROKEN;
        }
        if (frame.left() == header) {
            return NONE;
        }
        frame.at += header;
        return inner == ARUBA ? Wifi.decode(frame, false) : inner;
    }

    /** 3GPP TS 29.281: G-PDU messages of version 1, with optional fields and extension headers. */
    private static int gtpUser(Frame frame) {
        byte[] data = frame.data;
        int at = frame.at;
        if (frame.left() < 8 || Wire.u8(data, at) >> 4 != 3 || Wire.u8(data, at + 1) != 0xff) {
            return NONE;
        }
        int flags = Wire.u8(data, at) & 7;
        int inner = at + 8;
        if (flags != 0) {
            inner += 4;
            int extension = inner <= frame.end && (flags & 4) != 0 ? Wire.u8(data, inner - 1) : 0;
            while (extension != 0) {
                int length = inner < frame.end ? Wire.u8(data, inner) * 4 : 0;
                if (length == 0 || inner + length > frame.end) {
                    return NONE;
                }
                inner += length;
                extension = Wire.u8(data, inner - 1);
            }
        }
        return ipAt(frame, inner);
    }

    /**
     * RFC 4380: IPv6 with optional authentication and origin indications before it. Servers have a port of their own;
     * clients and relays use any, and are known by the addresses inside.
     */
    private static int teredo(Frame frame) {
        byte[] data = frame.data;
        int at = frame.at;
        boolean server = isPort(frame, TEREDO_PORT);
        if (!server && !isBetweenClients(frame)) {
            return NONE;
        }
        if (server && frame.left() >= 4 && Wire.u16(data, at) == 1) {
            at += 4 + Wire.u8(data, at + 2) + Wire.u8(data, at + 3) + 9;
        }
        if (server && at + 8 <= frame.end && Wire.u16(data, at) == 0) {
            at += 8;
        }
        if (!looksLikeIp(frame, at, 6) || Wire.u16(data, at + 4) + 40 > frame.wireEnd - at) {
            return NONE;
        }
        frame.at = at;
        return IPV6;
    }

    private static boolean isBetweenClients(Frame frame) {
        int at = frame.at;
        return looksLikeIp(frame, at, 6)
                && Wire.u16(frame.data, at + 4) + 40 == frame.wireEnd - at
                && (Wire.u32(frame.data, at + 8) == TEREDO_PREFIX || Wire.u32(frame.data, at + 24) == TEREDO_PREFIX);
    }

    private static int vxlan(Frame frame) {
        if (frame.left() < 22 || Wire.u8(frame.data, frame.at) != 0x08 || Wire.u24(frame.data, frame.at + 1) != 0) {
            return NONE;
        }
        frame.at += 8;
        return ETHERNET_BRIDGED;
    }

    /** draft-ietf-nvo3-vxlan-gpe: the fourth byte says what follows. The bit for "it does" is not always set. */
    private static int vxlanGpe(Frame frame) {
        if (frame.left() < 8) {
            return NONE;
        }
        int inner = frame.at + 8;
        int type = switch (Wire.u8(frame.data, frame.at + 3)) {
            case 1 -> looksLikeIp(frame, inner, 4) ? IPV4 : NONE;
            case 2 -> looksLikeIp(frame, inner, 6) ? IPV6 : NONE;
            case 3 -> frame.left() >= 22 ? ETHERNET_BRIDGED : NONE;
            default -> NONE;
        };
        if (type != NONE) {
            frame.at = inner;
        }
        return type;
    }

    private static int geneve(Frame frame) {
        if (frame.left() < 8 || Wire.u8(frame.data, frame.at) >> 6 != 0) {
            return NONE;
        }
        int header = 8 + (Wire.u8(frame.data, frame.at) & 0x3f) * 4;
        int type = Wire.u16(frame.data, frame.at + 2);
        if (frame.left() <= header || type != ETHERNET_BRIDGED && type != IPV4 && type != IPV6) {
            return NONE;
        }
        frame.at += header;
        return type;
    }

    private static int ipAt(Frame frame, int at) {
        if (looksLikeIp(frame, at, 4)) {
            frame.at = at;
            return IPV4;
        }
        if (looksLikeIp(frame, at, 6)) {
            frame.at = at;
            return IPV6;
        }
        return NONE;
    }

    private static boolean looksLikeIp(Frame frame, int at, int version) {
        int header = version == 4 ? 20 : 40;
        if (at + header > frame.end || Wire.u8(frame.data, at) >> 4 != version) {
            return false;
        }
        return version == 6 || (Wire.u8(frame.data, at) & 15) >= 5;
    }
}
