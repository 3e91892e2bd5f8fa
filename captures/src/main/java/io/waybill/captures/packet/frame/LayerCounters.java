package io.waybill.captures.packet.frame;

/** What the layers met on the way, apart from each packet's {@link Verdict}. Not thread-safe. */
public final class LayerCounters {

    long badIpChecksums;
    long badTransportChecksums;
    long truncated;
    long tunnelled;
    long fragmentsExpired;
    long fragmentsOverBound;

    /** IPv4 headers whose checksum is wrong; decoded all the same. */
    public long badIpChecksums() {
        return badIpChecksums;
    }

    /** TCP and UDP checksums that are wrong (the sender's hardware often fills them in later); decoded all the same. */
    public long badTransportChecksums() {
        return badTransportChecksums;
    }

    /** Packets of which the capture kept a part only. */
    public long truncated() {
        return truncated;
    }

    /** Packets found inside a tunnel. */
    public long tunnelled() {
        return tunnelled;
    }

    /** Unfinished packets given up because too many fragments, or bytes of them, were held. */
    public long fragmentsOverBound() {
        return fragmentsOverBound;
    }

    /** Fragments of packets that were given up without their beginning; they count in no flow. */
    public long fragmentsExpired() {
        return fragmentsExpired;
    }
}
