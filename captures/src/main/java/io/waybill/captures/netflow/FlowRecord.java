package io.waybill.captures.netflow;

import io.waybill.captures.device.Endpoint;

/**
 * One flow as exported, mostly one direction of a conversation.
 *
 * @param source who sent
 * @param destination who was sent to
 * @param protocol IP protocol number
 * @param startMillis first packet, milliseconds since 1970 UTC
 * @param endMillis last packet
 * @param bytes IP bytes from source to destination, scaled up where the exporter samples
 * @param packets packets from source to destination, scaled likewise
 * @param reverseBytes IP bytes the other way, where the exporter counts both in one record
 * @param reversePackets packets the other way
 * @param tcpFlags all flags seen from the source, as in the TCP header
 * @param denied whether the exporter says that it let nothing through
 */
public record FlowRecord(
        Endpoint source,
        Endpoint destination,
        int protocol,
        long startMillis,
        long endMillis,
        long bytes,
        long packets,
        long reverseBytes,
        long reversePackets,
        int tcpFlags,
        boolean denied) {

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;

    boolean isIcmp() {
        return protocol == ICMP || protocol == ICMPV6;
    }

    boolean hasReverse() {
        return reverseBytes > 0 || reversePackets > 0;
    }
}
