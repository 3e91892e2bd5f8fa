package io.waybill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFolderTest {

    @TempDir
    Path folder;

    @Test
    void manifestHoldsDigestsOfWhatWasWritten() throws IOException {
        CaseFolder.write(folder, Cases.fleet(), CaseEvidence.NONE);

        JsonNode manifest =
                new ObjectMapper().readTree(folder.resolve(CaseFolder.MANIFEST).toFile());
        assertThat(manifest.at("/outputs")).hasSize(4);
        for (JsonNode output : manifest.at("/outputs")) {
            Path file = folder.resolve(output.at("/name").asText());
            assertThat(output.at("/sha256").asText()).isEqualTo(Sha256.hex(file));
            assertThat(output.at("/sizeBytes").asLong()).isEqualTo(Files.size(file));
        }
        assertThat(manifest.at("/case").asText()).isEqualTo("redmi-note-2014");
        assertThat(manifest.at("/events/in").asLong())
                .isEqualTo(manifest.at("/events/counted").asLong()
                        + manifest.at("/events/deadLettered/no-device").asLong());
        assertThat(manifest.at("/inputs/0/sha256").asText()).hasSize(64);
        assertThat(manifest.at("/rows/alerts").asInt()).isEqualTo(7);
    }

    @Test
    void sameResultIsTheSameBytesAndNothingElseIsLeft() throws IOException {
        CaseFolder.write(folder.resolve("a"), Cases.fleet(), CaseEvidence.NONE);
        CaseFolder.write(folder.resolve("b"), Cases.fleet(), CaseEvidence.NONE);
        CaseFolder.write(folder.resolve("b"), Cases.fleet(), CaseEvidence.NONE);

        List<String> names = List.of("alerts.jsonl", "case.json", "counts.csv", "counts.parquet", "report.html");
        try (var files = Files.list(folder.resolve("b"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(names);
        }
        for (String name : names) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
    }

    @Test
    void caseWithoutEventsIsACaseAsWell() throws IOException {
        CaseFolder.write(folder, Cases.empty(), CaseEvidence.NONE);

        assertThat(folder.resolve(CaseFolder.COUNTS)).hasContent(CountsCsv.HEADER);
        assertThat(folder.resolve(CaseFolder.ALERTS)).isEmptyFile();
        assertThat(folder.resolve(CaseFolder.REPORT))
                .content()
                .contains("No event was counted", "notes.txt: not a capture");
    }
}
