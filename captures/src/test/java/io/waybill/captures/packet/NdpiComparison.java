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

    /** Packets of the device and of the remote end, and the names and fingerprints of the flow. */
    private record Counted(long sent, long received, Set<String> names, Set<String> fingerprints) {
        static final Counted NOTHING = new Counted(0, 0, Set.of(), Set.of());

        static Counted of(DeviceConnection event) {
            return new Counted(
                    event.getPacketsSent(),
                    event.getPacketsReceived(),
                    event.getHost() == null ? Set.of() : Set.of(event.getHost()),
                    event.getJa4() == null ? Set.of() : Set.of(comparable(event.getJa4())));
        }

        Counted plus(Counted other) {
            return new Counted(
                    sent + other.sent,
                    received + other.received,
                    union(names, other.names),
                    union(fingerprints, other.fingerprints));
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            Set<String> all = new HashSet<>(one);
            all.addAll(other);
            return all;
        }
    }

    /**
     * Of any number of captures.
     *
     * @param flowsEqual flows with the same packets each way
     * @param namesEqual flows with the name they were given there
     * @param fingerprintsEqual flows with the JA4 they were given there
     */
    record Result(
            long flows,
            long flowsEqual,
            long names,
            long namesEqual,
            long fingerprints,
            long fingerprintsEqual,
            List<String> differences) {
        static final Result NOTHING = new Result(0, 0, 0, 0, 0, 0, List.of());

        Result plus(Result other) {
            List<String> all = new ArrayList<>(differences);
            all.addAll(other.differences);
            return new Result(
                    flows + other.flows,
                    flowsEqual + other.flowsEqual,
                    names + other.names,
                    namesEqual + other.namesEqual,
                    fingerprints + other.fingerprints,
                    fingerprintsEqual + other.fingerprintsEqual,
                    all);
        }

        String report() {
            return "flows %d of %d, names %d of %d, JA4 %d of %d%n%s"
                    .formatted(
                            flowsEqual,
                            flows,
                            namesEqual,
                            names,
                            fingerprintsEqual,
                            fingerprints,
                            String.join("\n", differences));
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
        long fingerprints = 0;
        long fingerprintsEqual = 0;
        for (Map.Entry<Conversation, Flow> entry : expected.entrySet()) {
            Conversation printed = entry.getKey();
            Flow flow = entry.getValue();
            boolean asPrinted = decoded.containsKey(printed);
            Counted ours = decoded.getOrDefault(
                    asPrinted ? printed : new Conversation(printed.second(), printed.first()), Counted.NOTHING);
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
            if (flow.ja4() != null) {
                fingerprints++;
                if (ours.fingerprints().contains(comparable(flow.ja4()))) {
                    fingerprintsEqual++;
                } else {
                    differences.add(capture + ": " + entry + ", decoded " + ours.fingerprints());
                }
            }
        }
        return new Result(expected.size(), equal, names, namesEqual, fingerprints, fingerprintsEqual, differences);
    }

    /**
     * A JA4 without the three characters that these outputs of nDPI do not write as the standard has them: whether there is a name
     * (they say yes always) and the first and last character of the offered protocol (they have {@code ht} for {@code http/1.1}, and
     * {@code h0} for {@code h2} and {@code h3} at times).
     */
    private static String comparable(String ja4) {
        return ja4.length() < 11 ? ja4 : ja4.substring(0, 3) + ja4.substring(4, 8) + ja4.substring(10);
    }

    private static Map<Conversation, Counted> decoded(List<DeviceConnection> events, FirstPackets packets) {
        Map<Conversation, Counted> counted = new HashMap<>();
        for (DeviceConnection event : events) {
            Conversation ends = packets.ofEvent(event);
            if (ends != null) {
                counted.merge(ends, Counted.of(event), Counted::plus);
            }
        }
        return counted;
    }
}
