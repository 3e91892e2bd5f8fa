package io.waybill.captures.flow;

import io.waybill.captures.name.QuicNames;
import io.waybill.captures.name.StreamStart;
import org.jspecify.annotations.Nullable;

/** The bytes one flow keeps while its name is looked for. */
final class NameSearch {

    private final int maxBytes;
    private @Nullable StreamStart a;
    private @Nullable StreamStart b;
    private @Nullable QuicNames quic;
    private @Nullable DnsStream dnsA;
    private @Nullable DnsStream dnsB;

    NameSearch(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    StreamStart side(boolean sideA) {
        if (sideA) {
            return a == null ? a = new StreamStart(maxBytes) : a;
        }
        return b == null ? b = new StreamStart(maxBytes) : b;
    }

    QuicNames quic() {
        return quic == null ? quic = new QuicNames(maxBytes) : quic;
    }

    /** The direction's DNS messages, where one went over a segment's end; else null. */
    @Nullable
    DnsStream dns(boolean sideA) {
        return sideA ? dnsA : dnsB;
    }

    /** Begins with the message whose first byte has this sequence number. */
    DnsStream beginDns(boolean sideA, int sequence) {
        DnsStream begun = new DnsStream(sequence, maxBytes);
        setDns(sideA, begun);
        return begun;
    }

    /** Forgets the direction. True where nothing is left. */
    boolean endDns(boolean sideA) {
        setDns(sideA, null);
        return dnsA == null && dnsB == null;
    }

    private void setDns(boolean sideA, @Nullable DnsStream stream) {
        if (sideA) {
            dnsA = stream;
        } else {
            dnsB = stream;
        }
    }

    int bytesHeld() {
        return (a == null ? 0 : a.bytesHeld())
                + (b == null ? 0 : b.bytesHeld())
                + (quic == null ? 0 : quic.bytesHeld())
                + (dnsA == null ? 0 : dnsA.bytesHeld())
                + (dnsB == null ? 0 : dnsB.bytesHeld());
    }
}
