package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.testkit.pcap.SampleCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packets of a case's evidence as Wireshark sees them, beside those of the capture. */
@Tag("slow")
class EvidencePacketsTest {

    private static final String SERVER = "42.62.48.20";

    @TempDir
    static Path folder = Path.of("");

    private static Path capture = Path.of("");
    private static Path out = Path.of("");

    @BeforeAll
    static void replay() throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/tshark")),
                "tshark, which reads the evidence's captures, is not installed");
        try (Workbench bench = Workbench.open(folder)) {
            SampleCapture.write(folder);
            capture = folder.resolve(SampleCapture.CAPTURE);
            out = bench.replay(
                            "packets",
                            List.of(
                                    "--inventory",
                                    folder.resolve(SampleCapture.INVENTORY).toString(),
                                    capture.toString()))
                    .out();
        }
    }

    @Test
    void each_alert_has_just_the_packets_of_its_connections_with_their_times() throws Exception {
        List<Path> alerts = evidence(".jsonl");
        assertThat(alerts).isNotEmpty();
        for (Path events : alerts) {
            Set<String> firsts = firstPackets(events);
            Set<String> ports = tshark(capture, "tcp.dstport == 80", "frame.number", "tcp.srcport").stream()
                    .map(row -> row.split("\t"))
                    .filter(row -> firsts.contains(row[0]))
                    .map(row -> row[1])
                    .collect(Collectors.toSet());
            assertThat(ports).hasSameSizeAs(firsts);
            String[] fields = {
                "frame.time_epoch", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "frame.len"
            };
            List<String> expected = tshark(
                    capture, "ip.addr == " + SERVER + " && tcp.port in {" + String.join(",", ports) + "}", fields);

            List<String> kept = tshark(packets(events), "", fields);

            assertThat(kept).hasSize(3 * firsts.size()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void the_first_packet_of_each_connection_names_its_event() throws Exception {
        for (Path events : evidence(".jsonl")) {
            List<String> ids = new ArrayList<>();
            for (String line : Files.readAllLines(events)) {
                ids.add("Waybill event "
                        + new ObjectMapper().readTree(line).path("eventId").asText());
            }

            assertThat(tshark(packets(events), "frame.comment", "frame.comment"))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    private static Set<String> firstPackets(Path events) throws IOException {
        return Files.readAllLines(events).stream()
                .map(line -> line.replaceFirst(".*\"position\":(\\d+).*", "$1"))
                .collect(Collectors.toSet());
    }

    private static Path packets(Path events) {
        return Path.of(events.toString().replace(".jsonl", ".pcapng"));
    }

    private static List<Path> evidence(String ending) throws IOException {
        try (Stream<Path> files = Files.list(out.resolve("evidence"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> tshark(Path file, String filter, String... fields)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields"));
        if (!filter.isEmpty()) {
            command.addAll(List.of("-Y", filter));
        }
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        Path errors = folder.resolve("tshark.err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return lines;
    }
}
