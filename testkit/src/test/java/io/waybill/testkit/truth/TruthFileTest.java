package io.waybill.testkit.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFileTest {

    @TempDir
    Path folder;

    private static Truth truth(String name) {
        Expectation expectation = new Expectation(
                "surge", SubjectLevel.MODEL, name, name, Severity.LOW, 1_234_567_890_123L, List.of("a", name), name);
        return new Truth(
                Truth.VERSION,
                "redmi-note",
                name,
                40,
                72,
                Long.MIN_VALUE,
                5,
                6,
                1L << 40,
                List.of(expectation, expectation),
                List.of());
    }

    @Test
    void comesBackAsItWentWithTheSameBytes() throws IOException {
        for (String name : List.of("Acme One", "\"quoted\"\n\u202e", "\ud83d\udcf1 中文", "")) {
            Path file = folder.resolve("truth.json");
            TruthFile.write(truth(name), file);
            byte[] bytes = Files.readAllBytes(file);

            assertThat(TruthFile.read(file)).isEqualTo(truth(name));
            TruthFile.write(TruthFile.read(file), file);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void anotherVersionIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("truth.json"), "{\"version\":2}");

        assertThatThrownBy(() -> TruthFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truth.json: no truth of version 1");
    }

    @Test
    void whatIsNoTruthIsRefusedAsAFile() throws IOException {
        for (String text : List.of(
                "",
                "{",
                "[]",
                "{\"version\":1,\"expected\":[{}]}",
                "{\"version\":1,\"expected\":[{\"subject\":{\"level\":\"PLANET\"},\"minimumSeverity\":\"LOW\"}]}",
                "{\"version\":1,\"expected\":[{\"subject\":{\"level\":\"MODEL\"},\"minimumSeverity\":\"BAD\"}]}")) {
            Path file = Files.writeString(folder.resolve("truth.json"), text);

            assertThatThrownBy(() -> TruthFile.read(file)).as(text).isInstanceOf(IOException.class);
        }
    }
}
