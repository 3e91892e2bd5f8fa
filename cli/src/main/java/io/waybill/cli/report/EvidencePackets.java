package io.waybill.cli.report;

import io.waybill.captures.CaptureInputs.Recognised;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.packet.PacketExtract;
import io.waybill.captures.packet.PcapngWriter;
import io.waybill.captures.packet.WantedFlow;
import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DeviceConnection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Picks the packets behind alerts out of the captures, each capture read once, and writes a pcapng for each alert that has any. */
final class EvidencePackets {

    /** Packets of one connection that are kept, from its first on; a long one is cut there. */
    static final int MAX_PACKETS = 200;

    private final Path folder;
    private final Map<String, List<String>> alertsOfEvent = new TreeMap<>();
    private final Map<String, PcapngWriter> writers = new TreeMap<>();
    private final Map<String, int[]> packetsOfEvent = new TreeMap<>();

    private EvidencePackets(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes them.
     *
     * @return names of the files
     */
    static List<String> write(Path folder, List<Alert> alerts, CaseEvidence evidence) throws IOException {
        EvidencePackets packets = new EvidencePackets(folder);
        Map<String, Map<String, WantedFlow>> wanted = packets.wanted(alerts, evidence);
        try {
            for (Recognised capture : evidence.captures()) {
                Map<String, WantedFlow> flows = wanted.get(capture.input().name());
                String format = capture.format().name();
                if (flows != null && PacketExtract.canRead(format)) {
                    PacketExtract.run(
                            capture.input(),
                            format,
                            flows.values(),
                            DecodeSettings.DEFAULTS,
                            problem -> {}, // told when the capture was decoded
                            packets::take);
                }
            }
        } finally {
            packets.close();
        }
        return packets.writers.keySet().stream().map(EvidencePackets::file).toList();
    }

    /** The connections that alerts rest on, by capture and event. */
    private Map<String, Map<String, WantedFlow>> wanted(List<Alert> alerts, CaseEvidence evidence) {
        Map<String, Map<String, WantedFlow>> wanted = new TreeMap<>();
        for (Alert alert : alerts) {
            for (DeviceConnection event : EvidenceFiles.events(alert, evidence)) {
                alertsOfEvent
                        .computeIfAbsent(event.getEventId(), any -> new ArrayList<>())
                        .add(EvidenceFiles.name(alert.getId()));
                wanted.computeIfAbsent(event.getCapture(), any -> new LinkedHashMap<>())
                        .put(event.getEventId(), flow(event));
            }
        }
        return wanted;
    }

    private static WantedFlow flow(DeviceConnection event) {
        return new WantedFlow(
                event.getEventId(), event.getPosition(), event.getTime().toEpochMilli() + event.getDurationMs());
    }

    private void take(WantedFlow flow, RawPacket packet) throws IOException {
        int[] taken = packetsOfEvent.computeIfAbsent(flow.eventId(), any -> new int[1]);
        if (++taken[0] > MAX_PACKETS) {
            return;
        }
        String comment = taken[0] == 1 ? "Waybill event " + flow.eventId() : "";
        for (String alert : alertsOfEvent.getOrDefault(flow.eventId(), List.of())) {
            writer(alert).packet(packet, comment);
        }
    }

    private PcapngWriter writer(String alert) throws IOException {
        PcapngWriter writer = writers.get(alert);
        if (writer == null) {
            writer = new PcapngWriter(new BufferedOutputStream(Files.newOutputStream(folder.resolve(file(alert)))));
            writers.put(alert, writer);
        }
        return writer;
    }

    private static String file(String alert) {
        return alert + ".pcapng";
    }

    private void close() throws IOException {
        for (PcapngWriter writer : writers.values()) {
            writer.close();
        }
    }
}
