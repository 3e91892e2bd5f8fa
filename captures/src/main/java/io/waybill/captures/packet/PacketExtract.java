package io.waybill.captures.packet;

import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.ProblemSink;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.FrameDecoder;
import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.captures.packet.frame.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the packets of known connections out of a capture, in one reading and with memory for these connections only. A packet
 * belongs to a connection when it has the same protocol, addresses and ports, comes no earlier than its first packet and no later
 * than its last. Of a fragmented packet the last fragment is taken.
 */
public final class PacketExtract {

    /** Takes a packet of a connection; the view is valid during the call only. */
    @FunctionalInterface
    public interface Sink {
        /** Takes it. */
        void packet(WantedFlow flow, RawPacket packet) throws IOException;
    }

    /** Both directions of a connection: the lower end first. */
    private record Key(int protocol, long high1, long low1, int port1, long high2, long low2, int port2) {

        static Key of(Frame frame) {
            boolean inOrder = frame.sourceHigh() != frame.targetHigh()
                    ? frame.sourceHigh() < frame.targetHigh()
                    : frame.sourceLow() != frame.targetLow()
                            ? frame.sourceLow() < frame.targetLow()
                            : frame.sourcePort() <= frame.targetPort();
            return inOrder
                    ? new Key(
                            frame.protocol(),
                            frame.sourceHigh(),
                            frame.sourceLow(),
                            frame.sourcePort(),
                            frame.targetHigh(),
                            frame.targetLow(),
                            frame.targetPort())
                    : new Key(
                            frame.protocol(),
                            frame.targetHigh(),
                            frame.targetLow(),
                            frame.targetPort(),
                            frame.sourceHigh(),
                            frame.sourceLow(),
                            frame.sourcePort());
        }
    }

    private final Map<Long, List<WantedFlow>> byPosition = new HashMap<>();
    private final Map<Key, List<WantedFlow>> open = new HashMap<>();
    private final FrameDecoder decoder = new FrameDecoder();
    private final Frame frame = new Frame();
    private final Sink sink;
    private long lastEndMillis = Long.MIN_VALUE;

    private PacketExtract(Collection<WantedFlow> flows, Sink sink) {
        flows.forEach(flow -> byPosition
                .computeIfAbsent(flow.position(), any -> new ArrayList<>())
                .add(flow));
        this.sink = sink;
    }

    /** Whether packets can be picked out of inputs of this format. */
    public static boolean canRead(String format) {
        return format.equals("pcap") || format.equals("pcapng");
    }

    /**
     * Reads a capture once. Damage in it is a problem, as when it was decoded; what is before it counts.
     *
     * @param format {@code pcap} or {@code pcapng}
     * @throws IOException when the input cannot be opened or the sink fails
     */
    public static void run(
            CaptureInput input,
            String format,
            Collection<WantedFlow> flows,
            DecodeSettings settings,
            ProblemSink problems,
            Sink sink)
            throws IOException {
        Complaints complaints = new Complaints(input.name(), problems);
        try (InputStream stream = input.source().open()) {
            CaptureStream in = new CaptureStream(stream);
            PacketRecords records = format.equals("pcapng")
                    ? new PcapngRecords(in, complaints, settings.maxRecordBytes())
                    : PcapRecords.open(in, complaints, settings.maxRecordBytes());
            new PacketExtract(flows, sink).read(records);
        }
        complaints.close();
    }

    private void read(PacketRecords records) throws IOException {
        RawPacket packet = new RawPacket();
        while ((!byPosition.isEmpty() || !open.isEmpty()) && records.next(packet)) {
            List<WantedFlow> begins = byPosition.remove(packet.number());
            if (open.isEmpty() && begins == null) {
                continue;
            }
            if (decoder.decode(packet, frame) == Verdict.DECODED) {
                take(packet, begins == null ? List.of() : begins);
            }
            if (packet.timeMillis() > lastEndMillis) {
                open.clear();
            }
        }
    }

    private void take(RawPacket packet, List<WantedFlow> begins) throws IOException {
        Key key = Key.of(frame);
        for (WantedFlow flow : begins) {
            open.computeIfAbsent(key, any -> new ArrayList<>()).add(flow);
            lastEndMillis = Math.max(lastEndMillis, flow.endMillis());
        }
        for (WantedFlow flow : open.getOrDefault(key, List.of())) {
            if (packet.timeMillis() <= flow.endMillis()) {
                sink.packet(flow, packet);
            }
        }
    }
}
