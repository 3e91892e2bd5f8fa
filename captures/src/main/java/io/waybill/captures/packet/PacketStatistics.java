package io.waybill.captures.packet;

import io.waybill.captures.flow.FlowCounters;
import io.waybill.captures.packet.frame.LayerCounters;
import io.waybill.captures.packet.frame.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the packets of one capture. The verdicts add up to {@code packets}.
 *
 * @param capture name of the input
 * @param packets read
 * @param bytes of the input read, after decompression
 * @param verdicts packets by what became of them
 * @param badIpChecksums IPv4 headers with a wrong checksum, decoded all the same
 * @param badTransportChecksums TCP and UDP checksums that are wrong, decoded all the same
 * @param truncated packets of which the capture kept a part only
 * @param tunnelled packets found inside a tunnel
 * @param fragmentsExpired fragments whose packet stayed without beginning, counted in no flow
 * @param flows connection events
 * @param flowsEvicted of these, completed early because the table was full
 * @param searchesGivenUp flows whose name was not found within the bounds
 * @param answersForgotten DNS answers forgotten because of the bounds
 * @param icmpErrors attributed to the flow they quote
 * @param leases learnt from DHCP
 * @param netflowPackets handed to the NetFlow decoder
 */
public record PacketStatistics(
        String capture,
        long packets,
        long bytes,
        Map<Verdict, Long> verdicts,
        long badIpChecksums,
        long badTransportChecksums,
        long truncated,
        long tunnelled,
        long fragmentsExpired,
        long flows,
        long flowsEvicted,
        long searchesGivenUp,
        long answersForgotten,
        long icmpErrors,
        long leases,
        long netflowPackets) {

    static PacketStatistics of(String capture, long bytes, long[] byVerdict, LayerCounters layers, FlowCounters flows) {
        Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        long packets = 0;
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, byVerdict[verdict.ordinal()]);
            packets += byVerdict[verdict.ordinal()];
        }
        return new PacketStatistics(
                capture,
                packets,
                bytes,
                Collections.unmodifiableMap(verdicts),
                layers.badIpChecksums(),
                layers.badTransportChecksums(),
                layers.truncated(),
                layers.tunnelled(),
                layers.fragmentsExpired(),
                flows.flows(),
                flows.evicted(),
                flows.searchesGivenUp(),
                flows.answersForgotten(),
                flows.icmpErrors(),
                flows.leases(),
                flows.netflowPackets());
    }
}
