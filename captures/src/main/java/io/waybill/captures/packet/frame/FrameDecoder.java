package io.waybill.captures.packet.frame;

import org.jspecify.annotations.Nullable;

/**
 * Peels a captured packet down to the innermost TCP, UDP, ICMP or other IP payload, through tags, labels and tunnels.
 *
 * <p>Holds fragments between calls, bounded; otherwise without memory. Not thread-safe.
 */
public final class FrameDecoder {

    /** Layers taken off at most; deeper nesting is malformed. */
    static final int MAX_LAYERS = 32;

    private final LayerCounters counters = new LayerCounters();
    private final IpLayer ip = new IpLayer(counters);
    private final Transport transport = new Transport(counters);
    private final Fragments fragments = new Fragments(counters);

    /** Decodes one packet into {@code frame}, which is meaningful when the verdict is {@link Verdict#DECODED} only. */
    public Verdict decode(RawPacket packet, Frame frame) {
        if (packet.wireBytes() > packet.capturedBytes()) {
            counters.truncated++;
        }
        frame.start(packet);
        int next = LinkLayer.decode(frame, packet.linkType());
        return peel(frame, next, 0);
    }

    /**
     * A fragmented packet that was given up although its beginning is known, as shortened packet.
     *
     * @return {@link Verdict#DECODED} or {@link Verdict#MALFORMED}, or null when there is none
     */
    public @Nullable Verdict nextGivenUp(Frame frame) {
        FragmentedPacket packet = fragments.nextGivenUp();
        if (packet == null) {
            return null;
        }
        packet.into(frame);
        return behindIp(frame, 0);
    }

    /** Gives up all fragments held; fetch them with {@link #nextGivenUp}. */
    public void finish() {
        fragments.finish();
    }

    /** What the layers met so far. */
    public LayerCounters counters() {
        return counters;
    }

    private Verdict peel(Frame frame, int first, int depth) {
        int next = first;
        for (int layer = depth; layer < MAX_LAYERS; layer++) {
            if (next == Protocols.IPV4 || next == Protocols.IPV6) {
                return ip(frame, next == Protocols.IPV6, layer);
            }
            if (LinkLayer.ends(next)) {
                return verdict(next);
            }
            next = EtherLayer.decode(frame, next);
        }
        return Verdict.MALFORMED;
    }

    private Verdict ip(Frame frame, boolean ipv6, int depth) {
        int result = ip.decode(frame, ipv6);
        if (result == IpLayer.BAD) {
            return Verdict.MALFORMED;
        }
        if (result == IpLayer.FRAGMENT) {
            FragmentedPacket whole = fragments.add(frame, ip.fragmentId, ip.fragmentOffset, ip.moreFragments);
            if (whole == null) {
                return Verdict.FRAGMENT_HELD;
            }
            whole.into(frame);
        }
        return behindIp(frame, depth);
    }

    private Verdict behindIp(Frame frame, int depth) {
        int inner = Tunnels.inIp(frame);
        if (inner == Protocols.NONE) {
            if (!transport.decode(frame)) {
                return Verdict.MALFORMED;
            }
            inner = frame.protocol == Frame.UDP ? Tunnels.inUdp(frame) : Protocols.NONE;
            if (inner == Protocols.NONE) {
                return Verdict.DECODED;
            }
        }
        counters.tunnelled++;
        // However many fragments the outer packet came in, the inner one is one packet.
        frame.packets = 1;
        return peel(frame, inner, depth + 1);
    }

    private static Verdict verdict(int end) {
        return switch (end) {
            case Protocols.NONE -> Verdict.NOT_IP;
            case Protocols.ENCRYPTED -> Verdict.ENCRYPTED_LINK;
            case Protocols.UNKNOWN_LINK -> Verdict.UNKNOWN_LINK;
            default -> Verdict.MALFORMED;
        };
    }
}
