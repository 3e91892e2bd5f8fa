package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.Reading;
import io.waybill.captures.zeek.ZeekFormat;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Zeek's own conn logs beside what is decoded from the traces they were made of: packets and IP bytes each way of every row are to
 * be equal, or to differ for a reason that is written down.
 */
class ZeekBaselineTest {

    /** What Zeek's baselines have in place of a time. */
    private static final String BLOTTED_TIME = "X".repeat(10) + "." + "X".repeat(6);
    /** Every row that differs is one of these; see docs/captures-packets.md. */
    private static final Map<String, String> EXPLAINED = Map.of(
            "UDP \\S+ (6081|32900): ", "the outer connection of a tunnel: Zeek counts what it carries, too",
            "UDP \\S+ 53: ", "several DNS transactions on one socket are several events",
            "outer_ip_frag: ", "fragments that never become whole are counted shortened; Zeek leaves them out",
            "teredo: \\S+ TCP \\S+ 80: ",
                    "packets right after the end belong to the flow; Zeek begins new connections with them",
            "ayiya-large-identity: ", "AYIYA is not decoded; the same ends are in a trace of another tunnel");

    /** Every row of Zeek's for which no trace has the same two ends is one of these; see docs/captures-packets.md. */
    private static final Map<String, String> EXPLAINED_LONE = Map.of(
            "UDP \\S+ (2152|3544|4754|4789|6081): ",
                    "the outer connection of a tunnel is no event: what it carries is; Zeek has both",
            "core.tunnels.ayiya: ", "AYIYA is not decoded, so what it carries is not seen",
            "core.tunnels.gre: \\S+ ICMP ", "an ICMP error is the outcome of the flow it answers, no flow of its own",
            "gre-aruba-amsdu: ", "aggregated 802.11 frames (A-MSDU) of an access point's tunnel are not taken apart",
            "dhcp-all-msg-types: \\S+ UDP \\S+ 67: ",
                    "an answer without its question is a flow of who sent it; Zeek turns it round by its port");

    @Test
    void everyRowOfZeeksIsDecodedOrExplained() throws IOException {
        Map<String, Set<String>> decoded = decoded();
        List<String> different = new ArrayList<>();
        List<String> lone = new ArrayList<>();
        int equal = 0;
        for (Path log : files("zeek/Baseline", ".*/conn\\.log")) {
            for (DeviceConnection row : rows(log)) {
                Set<String> ours = decoded.getOrDefault(ends(row), Set.of());
                String name = log.getParent().getFileName() + ": " + ends(row) + ": Zeek " + counts(row);
                if (ours.contains(counts(row))) {
                    equal++;
                } else {
                    (ours.isEmpty() ? lone : different).add(name + ", decoded " + ours);
                }
            }
        }
        assertThat(different).allSatisfy(row -> isExplained(row, EXPLAINED));
        assertThat(lone).allSatisfy(row -> isExplained(row, EXPLAINED_LONE));
        assertThat(equal).as("rows that are equal").isGreaterThanOrEqualTo(59);
        assertThat(different).as("rows of the same ends").hasSizeLessThanOrEqualTo(17);
        assertThat(lone).as("rows of other ends").hasSizeLessThanOrEqualTo(51);
    }

    /** By their ends, the packets and bytes each way of what the traces hold. */
    private static Map<String, Set<String>> decoded() throws IOException {
        Map<String, Set<String>> decoded = new HashMap<>();
        for (Path trace : files("zeek/Traces", ".*\\.(pcap|pcapng|trace)")) {
            CaptureFormat format =
                    PcapngRecords.isMagic(Files.readAllBytes(trace)) ? new PcapngFormat() : new PcapFormat();
            for (DeviceConnection event : read(format, trace)) {
                decoded.computeIfAbsent(ends(event), any -> new HashSet<>()).add(counts(event));
            }
        }
        return decoded;
    }

    private static void isExplained(String row, Map<String, String> explanations) {
        assertThat(explanations.keySet())
                .as(row)
                .anyMatch(pattern -> Pattern.compile(pattern).matcher(row).find());
    }

    private static List<Path> files(String folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(RealData.folder(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    private static List<DeviceConnection> read(CaptureFormat format, Path file) throws IOException {
        Reading reading = new Reading();
        format.read(
                List.of(new CaptureInput(
                        file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file))),
                reading.context());
        return reading.events;
    }

    /** The times in these logs are blotted out. */
    private static List<DeviceConnection> rows(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1).replace(BLOTTED_TIME, "1.0");
        return new Reading().read(new ZeekFormat(), Reading.input("conn.log", text)).events;
    }

    private static String ends(DeviceConnection event) {
        return event.getDeviceId() + " " + event.getTransport() + " "
                + Addresses.text(event.getRemoteIp().array()) + " " + event.getRemotePort();
    }

    private static String counts(DeviceConnection event) {
        return event.getPacketsSent() + "/" + event.getBytesSent() + " " + event.getPacketsReceived() + "/"
                + event.getBytesReceived();
    }
}
