package io.waybill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceFilesTest {

    private static final CaseEvidence TWO = new CaseEvidence(Map.of("e1", event("e1"), "e2", event("e2")), List.of());

    @TempDir
    Path folder = Path.of("");

    @Test
    void each_alert_has_the_events_it_refers_to_in_its_order() throws IOException {
        List<String> names = EvidenceFiles.write(folder, List.of(alert("a", "e2", "e1"), alert("b", "e1")), TWO);

        assertThat(names).containsExactly("evidence/a.jsonl", "evidence/b.jsonl");
        assertThat(Files.readAllLines(folder.resolve("evidence/a.jsonl")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"e2\""),
                        line -> assertThat(line).contains("\"e1\""));
        assertThat(Files.readAllLines(folder.resolve("evidence/b.jsonl"))).hasSize(1);
    }

    @Test
    void alerts_without_a_known_event_have_no_file_and_no_folder_is_made_for_nothing() throws IOException {
        assertThat(EvidenceFiles.write(folder, List.of(alert("a"), alert("b", "gone")), TWO))
                .isEmpty();
        assertThat(folder.resolve("evidence")).doesNotExist();
    }

    @Test
    void what_an_earlier_writing_left_is_taken_away_and_nothing_else() throws IOException {
        EvidenceFiles.write(folder, List.of(alert("old", "e1")), TWO);
        Files.writeString(folder.resolve("evidence/old.pcapng"), "packets");
        Files.writeString(folder.resolve("evidence/notes.txt"), "mine");

        EvidenceFiles.write(folder, List.of(alert("new", "e1")), TWO);

        assertThat(folder.resolve("evidence/old.jsonl")).doesNotExist();
        assertThat(folder.resolve("evidence/old.pcapng")).doesNotExist();
        assertThat(folder.resolve("evidence/notes.txt")).hasContent("mine");
        assertThat(folder.resolve("evidence/new.jsonl")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../escape",
                "/etc/passwd",
                "..",
                ".hidden",
                "",
                "a/b",
                "a\\b",
                "-rf",
                "name.jsonl",
                "two\nlines",
                "nul\0byte",
                "<script>",
                "日本",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void a_hostile_id_is_no_part_of_a_file_name(String id) throws IOException {
        List<String> names = EvidenceFiles.write(folder, List.of(alert(id, "e1")), TWO);

        assertThat(names).singleElement().satisfies(name -> {
            assertThat(name).matches("evidence/[0-9a-f]{20}\\.jsonl");
            assertThat(Files.readAllLines(folder.resolve(name))).hasSize(1);
        });
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
        assertThat(EvidenceFiles.name(id + "x")).isNotEqualTo(EvidenceFiles.name(id));
    }

    @Test
    void more_alerts_than_have_files_leave_out_the_least_serious() throws IOException {
        List<Alert> alerts = IntStream.range(0, EvidenceFiles.MAX_ALERTS + 1)
                .mapToObj(i -> Cases.alert(
                                "id-" + i, "detector", SubjectLevel.DEVICE, "d", i == 7 ? Severity.LOW : Severity.HIGH)
                        .setEvidence(List.of(new Evidence("c", 1L, "e1", Cases.BEGIN, "d")))
                        .build())
                .toList();

        assertThat(EvidenceFiles.write(folder, alerts, TWO))
                .hasSize(EvidenceFiles.MAX_ALERTS)
                .doesNotContain("evidence/id-7.jsonl")
                .isSorted();
    }

    private static Alert alert(String id, String... events) {
        return Cases.alert(id, "detector", SubjectLevel.DEVICE, "d", Severity.HIGH)
                .setEvidence(Arrays.stream(events)
                        .map(event -> new Evidence("c", 1L, event, Cases.BEGIN, "d"))
                        .toList())
                .build();
    }

    private static DeviceConnection event(String id) {
        Cases.fleet();
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId("d")
                .setTime(Cases.BEGIN)
                .setTransport(Transport.TCP)
                .setCapture("c")
                .build();
    }
}
