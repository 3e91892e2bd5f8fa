package io.waybill.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.Cases;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose digests were made to fit what was changed in it, against the same case made anew. */
class FolderComparisonTest {

    private static final String EVIDENCE = "evidence/c-periodic-1.jsonl";

    @TempDir
    Path root = Path.of("");

    private Path folder = Path.of("");
    private Path anew = Path.of("");

    @BeforeEach
    void twice() throws IOException {
        folder = write("kept");
        anew = write("anew");
    }

    @Test
    void the_same_case_differs_in_nothing() throws IOException {
        assertThat(compare(true)).isEmpty();
        assertThat(compare(false)).isEmpty();
    }

    @Test
    void an_edited_number_in_the_counts_is_named_by_row_and_cell() throws IOException {
        change("counts.csv", ",10,0,12500,", ",10,0,99999,");

        assertThat(compare(true))
                .singleElement()
                .satisfies(one -> assertThat(one.describe())
                        .startsWith("counts.csv: ")
                        .endsWith("bytes_sent says 99999, the inputs give 12500"));
    }

    @Test
    void a_removed_alert_is_named() throws IOException {
        String alerts = Files.readString(folder.resolve("alerts.jsonl"));
        Files.writeString(folder.resolve("alerts.jsonl"), alerts.substring(alerts.indexOf('\n') + 1));

        assertThat(compare(true))
                .containsExactly(new Discrepancy("alerts.jsonl", "a row was removed: alert b-exclusive"));
    }

    @Test
    void edited_evidence_is_named_by_line_with_both_texts() throws IOException {
        change(EVIDENCE, "\"redmi-01\"", "\"galaxy-9\"");

        assertThat(compare(true))
                .singleElement()
                .satisfies(one -> assertThat(one.describe())
                        .startsWith(EVIDENCE + ": line 1 says ")
                        .contains("galaxy-9")
                        .contains(", the inputs give ")
                        .contains("redmi-01"));
    }

    @Test
    void evidence_that_was_cut_or_added_to_is_named() throws IOException {
        String text = Files.readString(folder.resolve(EVIDENCE));
        Files.writeString(folder.resolve(EVIDENCE), "");
        assertThat(compare(true))
                .containsExactly(new Discrepancy(EVIDENCE, "ends before line 1, which the inputs give"));

        Files.writeString(folder.resolve(EVIDENCE), text + "{}\n");
        assertThat(compare(true))
                .containsExactly(new Discrepancy(EVIDENCE, "line 2 does not follow from the inputs: {}"));

        Files.writeString(folder.resolve(EVIDENCE), text.replace("\n", "\r\n"));
        assertThat(compare(true))
                .containsExactly(
                        new Discrepancy(EVIDENCE, "same lines, but not the same bytes: line ends were changed"));
    }

    @Test
    void an_edited_report_is_named_unless_another_program_wrote_it() throws IOException {
        change("report.html", "All 3 of 3", "Not 1 of 3");

        assertThat(compare(true))
                .singleElement()
                .satisfies(one -> assertThat(one.describe())
                        .startsWith("report.html: line ")
                        .contains("Not 1 of 3")
                        .contains("All 3 of 3"));
        assertThat(compare(false)).isEmpty();
    }

    @Test
    void an_edited_parquet_is_named_from_its_first_other_byte_on() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("counts.parquet"));
        bytes[100] ^= 1;
        Files.write(folder.resolve("counts.parquet"), bytes);

        assertThat(compare(true))
                .containsExactly(new Discrepancy(
                        "counts.parquet", "does not follow from the inputs: it differs from byte 100 on"));
    }

    @Test
    void a_file_that_the_manifest_hides_or_makes_up_is_named() throws IOException {
        Files.writeString(folder.resolve("evidence/made-up.jsonl"), "{}\n");
        change("case.json", EVIDENCE, "evidence/made-up.jsonl");

        assertThat(compare(true))
                .containsExactlyInAnyOrder(
                        new Discrepancy("case.json", "says nothing of " + EVIDENCE + ", which follows from the inputs"),
                        new Discrepancy("evidence/made-up.jsonl", "does not follow from the inputs"));
    }

    @Test
    void long_lines_are_shown_around_where_they_differ() throws IOException {
        String text = "x".repeat(5_000);
        Files.writeString(folder.resolve(EVIDENCE), text + "here" + text);
        Files.writeString(anew.resolve(EVIDENCE), text + "there" + text);

        assertThat(compare(true))
                .singleElement()
                .satisfies(one -> assertThat(one.what())
                        .contains("here")
                        .contains("there")
                        .hasSizeLessThan(400));
    }

    private List<Discrepancy> compare(boolean sameProgram) throws IOException {
        return FolderComparison.compare(folder, anew, CaseManifest.read(folder), sameProgram);
    }

    private void change(String name, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        Files.writeString(folder.resolve(name), text.substring(0, at) + to + text.substring(at + from.length()));
    }

    private Path write(String name) throws IOException {
        Path to = root.resolve(name);
        var fleet = Cases.fleet();
        DeviceConnection event = DeviceConnection.newBuilder()
                .setEventId("abc-17")
                .setDeviceId("redmi-01")
                .setTime(Instant.parse("2014-08-01T00:00:12Z"))
                .setTransport(Transport.TCP)
                .setCapture("day1.pcapng")
                .build();
        CaseFolder.write(to, fleet, new CaseEvidence(Map.of("abc-17", event), List.of()));
        return to;
    }
}
