package io.waybill.captures;

/**
 * Bounds of decoding; each is counted when it is hit. See docs/captures.md for what happens then.
 *
 * @param maxFlows flows held at once; the longest idle one is completed early beyond it
 * @param tcpIdleMillis a TCP flow without packets for this long is complete
 * @param udpIdleMillis a UDP or ICMP flow without packets for this long is complete
 * @param maxStreamBytes bytes of each direction's start kept per flow to find names in
 * @param maxRecordBytes longest packet or line taken; longer ones are a problem
 * @param maxExpansion decompressed bytes over compressed bytes beyond which an input is refused as a bomb
 * @param maxDnsAnswers addresses remembered per device from its own DNS answers
 * @param maxJoinRows rows of Zeek's logs beside conn held for joining by uid; also the DNS answers of logs and phones remembered
 *     over all devices, and eight times the flows of Suricata that wait
 */
public record DecodeSettings(
        int maxFlows,
        long tcpIdleMillis,
        long udpIdleMillis,
        int maxStreamBytes,
        int maxRecordBytes,
        int maxExpansion,
        int maxDnsAnswers,
        int maxJoinRows) {

    /** The defaults: 1 million flows, 30 min TCP, 2 min UDP, 64 KiB, 16 MiB, 1,100:1, 4,096, 4 million. */
    public static final DecodeSettings DEFAULTS = new DecodeSettings(
            1_000_000, 30 * 60_000L, 2 * 60_000L, 64 * 1024, 16 * 1024 * 1024, 1_100, 4_096, 4_000_000);
}
