package io.waybill.captures.packet;

import io.waybill.captures.packet.NdpiFlows.Conversation;
import io.waybill.captures.packet.NdpiFlows.Flow;
import io.waybill.schemas.DeviceConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What two decoders say of the flows of one capture, by 5-tuple. */
final class NdpiComparison {

    /** Packets of the device and of the remote end, and the names of the flow. */
    private record Counted(long sent, long received, Set<String> names) {
        Counted plus(Counted other) {
            Set<String> all = new HashSet<>(names);
            all.addAll(other.names);
            return new Counted(sent + other.sent, received + other.received, all);
        }
    }

    /**
     * Of any number of captures.
     *
     * @param flowsEqual flows with the same packets each way
     * @param namesEqual flows with the name they were given there
     */
    record Result(long flows, long flowsEqual, long names, long namesEqual, List<String> differences) {
        static final Result NOTHING = new Result(0, 0, 0, 0, List.of());

        Result plus(Result other) {
            List<String> all = new ArrayList<>(differences);
            all.addAll(other.differences);
            return new Result(
                    flows + other.flows,
                    flowsEqual + other.flowsEqual,
                    names + other.names,
                    namesEqual + other.namesEqual,
                    all);
        }

        String report() {
            return "flows %d of %d, names %d of %d%n%s"
                    .formatted(flowsEqual, flows, namesEqual, names, String.join("\n", differences));
        }
    }

    private NdpiComparison() {}

    static Result of(
            String capture, Map<Conversation, Flow> expected, List<DeviceConnection> events, FirstPackets packets) {
        Map<Conversation, Counted> decoded = decoded(events, packets);
        List<String> differences = new ArrayList<>();
        long equal = 0;
        long names = 0;
        long namesEqual = 0;
        for (Map.Entry<Conversation, Flow> entry : expected.entrySet()) {
            Conversation printed = entry.getKey();
            Flow flow = entry.getValue();
            boolean asPrinted = decoded.containsKey(printed);
            Counted ours = decoded.getOrDefault(
                    asPrinted ? printed : new Conversation(printed.second(), printed.first()),
                    new Counted(0, 0, Set.of()));
            long forward = asPrinted ? ours.sent() : ours.received();
            long backward = asPrinted ? ours.received() : ours.sent();
            if (forward == flow.forward() && backward == flow.backward()) {
                equal++;
            } else {
                differences.add(capture + ": " + entry + ", decoded " + forward + " and " + backward);
            }
            if (flow.name() != null) {
                names++;
                if (ours.names().contains(flow.name())) {
                    namesEqual++;
                } else {
                    differences.add(capture + ": " + entry + ", decoded " + ours.names());
                }
            }
        }
        return new Result(expected.size(), equal, names, namesEqual, differences);
    }

    private static Map<Conversation, Counted> decoded(List<DeviceConnection> events, FirstPackets packets) {
        Map<Conversation, Counted> counted = new HashMap<>();
        for (DeviceConnection event : events) {
            Conversation ends = packets.ofEvent(event);
            if (ends != null) {
                Set<String> names = event.getHost() == null ? Set.of() : Set.of(event.getHost());
                counted.merge(
                        ends, new Counted(event.getPacketsSent(), event.getPacketsReceived(), names), Counted::plus);
            }
        }
        return counted;
    }
}
