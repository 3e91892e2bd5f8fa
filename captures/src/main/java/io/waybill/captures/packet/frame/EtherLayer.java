package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.frame.Protocols.BROKEN;
import static io.waybill.captures.packet.frame.Protocols.ETHERNET_BRIDGED;
import static io.waybill.captures.packet.frame.Protocols.IPV4;
import static io.waybill.captures.packet.frame.Protocols.IPV6;
import static io.waybill.captures.packet.frame.Protocols.IP_BY_VERSION;
import static io.waybill.captures.packet.frame.Protocols.LLC;
import static io.waybill.captures.packet.frame.Protocols.MPLS;
import static io.waybill.captures.packet.frame.Protocols.MPLS_MULTICAST;
import static io.waybill.captures.packet.frame.Protocols.NONE;
import static io.waybill.captures.packet.frame.Protocols.PPP;
import static io.waybill.captures.packet.frame.Protocols.PPPOE_SESSION;
import static io.waybill.captures.packet.frame.Protocols.QINQ;
import static io.waybill.captures.packet.frame.Protocols.QINQ_OLD;
import static io.waybill.captures.packet.frame.Protocols.VLAN;
import static io.waybill.captures.packet.frame.Protocols.WCCP;

/** What may stand between the link and IP: Ethernet, VLAN tags, MPLS labels, PPPoE and PPP, LLC. */
final class EtherLayer {

    private EtherLayer() {}

    /** Takes one layer off. Returns what follows, {@link Protocols#NONE} for a type that is none of these. */
    static int decode(Frame frame, int type) {
        return switch (type) {
            case ETHERNET_BRIDGED -> ethernet(frame);
            case VLAN, QINQ, QINQ_OLD -> vlan(frame);
            case MPLS, MPLS_MULTICAST -> mpls(frame);
            case PPPOE_SESSION -> pppoe(frame);
            case PPP -> ppp(frame);
            case LLC -> LinkLayer.llc(frame);
            case IP_BY_VERSION -> byVersion(frame);
            case WCCP -> wccp(frame);
            default -> NONE;
        };
    }

    /** A value below 0x600 in the type field is an 802.3 length: LLC follows. */
    static int typeOrFraming(int type) {
        return type < 0x600 ? LLC : type;
    }

    private static int ethernet(Frame frame) {
        if (frame.left() < 14) {
            return BROKEN;
        }
        frame.targetMac = Wire.u48(frame.data, frame.at);
        frame.sourceMac = Wire.u48(frame.data, frame.at + 6);
        int type = Wire.u16(frame.data, frame.at + 12);
        frame.at += 14;
        return typeOrFraming(type);
    }

    private static int vlan(Frame frame) {
        if (frame.left() < 4) {
            return BROKEN;
        }
        int type = Wire.u16(frame.data, frame.at + 2);
        frame.at += 4;
        return typeOrFraming(type);
    }

    /**
     * Labels do not say what they carry: an IP version, or a pseudo wire with Ethernet, with or without control word.
     */
    private static int mpls(Frame frame) {
        int labels = 0;
        boolean bottom = false;
        while (!bottom) {
            if (frame.left() < 5 || ++labels > 16) {
                return BROKEN;
            }
            bottom = (Wire.u8(frame.data, frame.at + 2) & 1) != 0;
            frame.at += 4;
        }
        int nibble = Wire.u8(frame.data, frame.at) >> 4;
        if (nibble == 4 || nibble == 6) {
            return IP_BY_VERSION;
        }
        if (nibble == 0 && frame.left() >= 18) {
            frame.at += 4;
        }
        return ETHERNET_BRIDGED;
    }

    private static int pppoe(Frame frame) {
        if (frame.left() < 8) {
            return BROKEN;
        }
        if (Wire.u8(frame.data, frame.at + 1) != 0) {
            return NONE;
        }
        frame.at += 6;
        return PPP;
    }

    /** Address and control bytes may be left out, the protocol may be one byte long (RFC 1661, section 6). */
    private static int ppp(Frame frame) {
        if (frame.left() >= 2 && Wire.u16(frame.data, frame.at) == 0xff03) {
            frame.at += 2;
        } else if (frame.left() >= 2 && Wire.u16(frame.data, frame.at) == 0x0f00) {
            // Cisco's HDLC in place of PPP: an EtherType follows.
            frame.at += 4;
            return frame.left() < 0 ? BROKEN : Wire.u16(frame.data, frame.at - 2);
        }
        if (frame.left() < 2) {
            return BROKEN;
        }
        int protocol = Wire.u8(frame.data, frame.at);
        if ((protocol & 1) == 0) {
            protocol = Wire.u16(frame.data, frame.at);
            frame.at++;
        }
        frame.at++;
        return switch (protocol) {
            case 0x21 -> IPV4;
            case 0x57 -> IPV6;
            case 0x281 -> MPLS;
            default -> NONE;
        };
    }

    private static int wccp(Frame frame) {
        if (frame.left() < 5) {
            return BROKEN;
        }
        int nibble = Wire.u8(frame.data, frame.at) >> 4;
        frame.at += nibble == 4 ? 0 : 4;
        return IP_BY_VERSION;
    }

    private static int byVersion(Frame frame) {
        if (frame.left() < 1) {
            return BROKEN;
        }
        return switch (Wire.u8(frame.data, frame.at) >> 4) {
            case 4 -> IPV4;
            case 6 -> IPV6;
            default -> BROKEN;
        };
    }
}
