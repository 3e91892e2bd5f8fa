package io.waybill.captures.packet.frame;

/** What became of one captured packet. Every packet gets exactly one, so the counts add up to the packets read. */
public enum Verdict {
    /** An IP packet with its transport header: look into the frame. */
    DECODED,
    /** A fragment kept until the rest of its packet arrives. */
    FRAGMENT_HELD,
    /** No IP inside: ARP, spanning tree, 802.11 management, PPP negotiation. */
    NOT_IP,
    /** Headers that end early or contradict each other. */
    MALFORMED,
    /** Encrypted on the radio link. */
    ENCRYPTED_LINK,
    /** A link type this decoder does not know. */
    UNKNOWN_LINK
}
