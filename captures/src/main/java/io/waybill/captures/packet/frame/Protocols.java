package io.waybill.captures.packet.frame;

/**
 * What the next layer is: an EtherType (IEEE 802 numbers), or one of a few values above 16 bits for layers that have
 * none.
 */
final class Protocols {

    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final int VLAN = 0x8100;
    static final int QINQ = 0x88a8;
    static final int QINQ_OLD = 0x9100;
    static final int MPLS = 0x8847;
    static final int MPLS_MULTICAST = 0x8848;
    static final int PPPOE_SESSION = 0x8864;
    static final int ETHERNET_BRIDGED = 0x6558;
    static final int PPP = 0x880b;
    static final int WCCP = 0x883e;
    static final int ERSPAN_2 = 0x88be;
    static final int ERSPAN_3 = 0x22eb;
    /** 802.11 frames between an Aruba access point and its controller. */
    static final int ARUBA = 0x8200;

    /** An LLC header follows: 802.3 framing and 802.11. */
    static final int LLC = 0x1_0000;
    /** IP of the version its first half byte says. */
    static final int IP_BY_VERSION = 0x1_0001;
    /** Carries nothing we decode: ARP, spanning tree, management frames. */
    static final int NONE = -1;
    /** Too short or contradicting itself. */
    static final int BROKEN = -2;
    /** Encrypted on the link. */
    static final int ENCRYPTED = -3;
    /** A link type we do not know. */
    static final int UNKNOWN_LINK = -4;

    private Protocols() {}
}
