package io.waybill.captures.flow;

import io.waybill.captures.leak.LeakScan;
import io.waybill.captures.name.Finding;
import io.waybill.captures.packet.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One conversation between two endpoints while it lasts. Side A is who was seen sending first. Mutable and dense:
 * there may be a million of them.
 */
final class Flow {

    static final int SYN = 1;
    static final int SYN_ACK = 1 << 1;
    static final int ACK = 1 << 2;
    static final int FIN = 1 << 3;
    static final int RESET = 1 << 4;
    static final int DATA = 1 << 5;
    /** This side's client greeting was seen: it is the client, whoever was seen first. */
    static final int CLIENT = 1 << 6;
    /** An ICMP error says that this side's packets cannot be delivered. */
    static final int UNREACHABLE = 1 << 7;
    /** The first payload byte's sequence number is known without a SYN. */
    static final int BASED = 1 << 8;
    /** Whether this side's payload is looked into is decided. */
    static final int SCAN_DECIDED = 1 << 9;
    /** How far side B's bits are shifted. */
    static final int B = 16;

    final boolean ipv6;
    final long aHigh;
    final long aLow;
    final long bHigh;
    final long bLow;
    final char aPort;
    final char bPort;
    final int protocol;
    /** Tells flows apart that share their endpoints: the DNS transaction; else 0. */
    final int tag;

    final long firstMillis;
    final long firstNumber;
    final long digest;
    long lastMillis;
    long aMac;
    long bMac;
    long aPackets;
    long bPackets;
    long aBytes;
    long bBytes;
    int marks;
    int aSequence;
    int bSequence;
    boolean namesDone;
    /** Payloads in which no name was found so far. */
    byte tries;

    @Nullable
    LeakScan aLeaks;

    @Nullable
    LeakScan bLeaks;

    @Nullable
    Finding finding;

    @Nullable
    String dnsName;

    @Nullable
    String app;

    @Nullable
    NameSearch search;

    final int hash;

    @Nullable
    Flow nextInBucket;

    @Nullable
    Flow older;

    @Nullable
    Flow newer;

    FlowAge.@Nullable Line line;

    Flow(Frame frame, int tag, int hash, long digest) {
        this.ipv6 = frame.ipv6();
        this.aHigh = frame.sourceHigh();
        this.aLow = frame.sourceLow();
        this.bHigh = frame.targetHigh();
        this.bLow = frame.targetLow();
        this.aPort = (char) frame.sourcePort();
        this.bPort = (char) frame.targetPort();
        this.protocol = frame.protocol();
        this.tag = tag;
        this.hash = hash;
        this.digest = digest;
        this.firstMillis = frame.timeMillis();
        this.lastMillis = frame.timeMillis();
        this.firstNumber = frame.number();
        this.aMac = Frame.NO_MAC;
        this.bMac = Frame.NO_MAC;
    }

    /** Whether the frame's sender is side A. A flow with itself (both endpoints equal) has side A only. */
    boolean isFromA(Frame frame) {
        return frame.sourceLow() == aLow && frame.sourcePort() == aPort && frame.sourceHigh() == aHigh;
    }

    boolean matches(Frame frame, int frameTag) {
        if (protocol != frame.protocol() || tag != frameTag || ipv6 != frame.ipv6()) {
            return false;
        }
        if (isFromA(frame)) {
            return frame.targetLow() == bLow && frame.targetPort() == bPort && frame.targetHigh() == bHigh;
        }
        return frame.sourceLow() == bLow
                && frame.sourcePort() == bPort
                && frame.sourceHigh() == bHigh
                && frame.targetLow() == aLow
                && frame.targetPort() == aPort
                && frame.targetHigh() == aHigh;
    }

    /** Counts a packet and learns the MAC addresses. */
    void count(Frame frame, boolean fromA) {
        if (app == null) {
            app = frame.app();
        }
        lastMillis = Math.max(lastMillis, frame.timeMillis());
        if (fromA) {
            aPackets += frame.packets();
            aBytes += frame.ipBytes();
            aMac = frame.sourceMac() == Frame.NO_MAC ? aMac : frame.sourceMac();
            bMac = frame.targetMac() == Frame.NO_MAC ? bMac : frame.targetMac();
        } else {
            bPackets += frame.packets();
            bBytes += frame.ipBytes();
            bMac = frame.sourceMac() == Frame.NO_MAC ? bMac : frame.sourceMac();
            aMac = frame.targetMac() == Frame.NO_MAC ? aMac : frame.targetMac();
        }
    }

    void mark(boolean fromA, int bits) {
        marks |= fromA ? bits : bits << B;
    }

    void unmark(boolean fromA, int bits) {
        marks &= ~(fromA ? bits : bits << B);
    }

    /** Whether this side has any of the marks. */
    boolean has(boolean sideA, int bits) {
        return (marks & (sideA ? bits : bits << B)) != 0;
    }

    boolean isTcp() {
        return protocol == Frame.TCP;
    }
}
