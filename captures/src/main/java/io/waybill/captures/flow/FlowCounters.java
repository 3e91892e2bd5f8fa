package io.waybill.captures.flow;

/** What happened to flows. Mutable, one per capture, not thread-safe; {@code PacketStatistics} is the copy to keep. */
public final class FlowCounters {

    long flows;
    long evicted;
    long searchesGivenUp;
    long answersForgotten;
    long icmpErrors;
    long leases;
    long leasesDropped;
    long netflowPackets;

    /** Flows handed over as events. */
    public long flows() {
        return flows;
    }

    /** Of these, completed early because the table was full. */
    public long evicted() {
        return evicted;
    }

    /** Flows whose start held no name within the bounds on bytes and memory. */
    public long searchesGivenUp() {
        return searchesGivenUp;
    }

    /** DNS answers forgotten because a device, or all of them, had too many. */
    public long answersForgotten() {
        return answersForgotten;
    }

    /** ICMP errors attributed to the flow they quote; they are no flows of their own. */
    public long icmpErrors() {
        return icmpErrors;
    }

    /** Addresses learnt from DHCP. */
    public long leases() {
        return leases;
    }

    /** Of these, how many were not taken because of the bound. */
    public long leasesDropped() {
        return leasesDropped;
    }

    /** Datagrams handed to the NetFlow decoder. */
    public long netflowPackets() {
        return netflowPackets;
    }
}
