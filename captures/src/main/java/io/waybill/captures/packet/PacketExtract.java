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
 * than its last. Of a fragmented packet the last fragment is taken, and none of one that stays incomplete.
 */
public final class PacketExtract {

    /** Takes a packet of a connection; the view is valid during the call only. */
    @FunctionalInterface
    public interface Sink {
        /** Takes it; what is thrown ends the reading. */
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
    private final long idleMillis;
    private long lastEndMillis = Long.MIN_VALUE;

    private PacketExtract(Collection<WantedFlow> flows, DecodeSettings settings, Sink sink) {
        flows.forEach(flow -> byPosition
                .computeIfAbsent(flow.position(), any -> new ArrayList<>())
                .add(flow));
        this.sink = sink;
        this.idleMillis = Math.max(settings.tcpIdleMillis(), settings.udpIdleMillis());
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
            new PacketExtract(flows, settings, sink).read(records);
        }
        complaints.close();
    }

    /** All packets are decoded, wanted or not: one may be the first fragment of what a later one makes whole. */
    private void read(PacketRecords records) throws IOException {
        RawPacket packet = new RawPacket();
        while ((!byPosition.isEmpty() || !open.isEmpty()) && records.next(packet)) {
            Verdict verdict = decoder.decode(packet, frame);
            if (verdict == Verdict.DECODED) {
                begin();
                take(packet);
            } else if (verdict == Verdict.FRAGMENT_HELD) {
                beginGivenUp();
            }
            // Packets may stand behind later ones; what comes behind one as late as this is a connection of its own.
            if (packet.timeMillis() - lastEndMillis > idleMillis) {
                open.clear();
            }
        }
    }

    private void beginGivenUp() {
        Verdict verdict = decoder.nextGivenUp(frame);
        while (verdict != null) {
            if (verdict == Verdict.DECODED) {
                begin();
            }
            verdict = decoder.nextGivenUp(frame);
        }
    }

    private void begin() {
        List<WantedFlow> begins = byPosition.remove(frame.number());
        if (begins != null) {
            open.computeIfAbsent(Key.of(frame), any -> new ArrayList<>()).addAll(begins);
            begins.forEach(flow -> lastEndMillis = Math.max(lastEndMillis, flow.endMillis()));
        }
    }

    private void take(RawPacket packet) throws IOException {
        for (WantedFlow flow : open.getOrDefault(Key.of(frame), List.of())) {
            if (packet.timeMillis() <= flow.endMillis()) {
                sink.packet(flow, packet);
            }
        }
    }
}
