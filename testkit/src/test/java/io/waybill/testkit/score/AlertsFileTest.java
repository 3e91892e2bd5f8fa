package io.waybill.testkit.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsFileTest {

    private static final String SURGE =
            "{\"detector\":\"surge\",\"subject\":{\"level\":\"model\",\"value\":\"Acme One\"},"
                    + "\"destination\":\"example.com\",\"severity\":\"high\",\"window\":{\"start\":1,\"end\":3600000},"
                    + "\"explanation\":\"More.\"";

    @TempDir
    Path folder;

    private AlertsFile read(String text) throws IOException {
        return AlertsFile.read(Files.writeString(folder.resolve("alerts.jsonl"), text));
    }

    @Test
    void readsWhatTheProgramWrites() throws IOException {
        assertThat(read(SURGE + ",\"status\":\"OPEN\"}\n").alerts())
                .containsExactly(new ReportedAlert(
                        "surge", "MODEL", "Acme One", "example.com", Severity.HIGH, 3_600_000, "More."));
    }

    @Test
    void readsTimesOfTheOtherFormatToo() throws IOException {
        String iso = SURGE.replace("\"end\":3600000", "\"end\":\"1970-01-01T01:00:00Z\"") + "}";

        assertThat(read(iso).alerts().get(0).windowEnd()).isEqualTo(3_600_000);
    }

    @Test
    void retractedAndSuppressedOnesAreCountedApart() throws IOException {
        AlertsFile file = read(String.join(
                "\n",
                SURGE + ",\"status\":\"OPEN\",\"suppressedBy\":null}",
                "",
                SURGE + ",\"status\":\"RETRACTED\"}",
                "   ",
                SURGE + ",\"status\":\"UPDATED\",\"suppressedBy\":\"quiet\"}",
                SURGE + ",\"status\":\"retracted\"}"));

        assertThat(file.alerts()).hasSize(1);
        assertThat(file.withdrawn()).isEqualTo(3);
    }

    @Test
    void anAlertMayHaveNoDestination() throws IOException {
        assertThat(read(SURGE.replace("\"example.com\"", "null") + "}")
                        .alerts()
                        .get(0)
                        .destination())
                .isEmpty();
    }

    @Test
    void anEmptyFileHasNoAlerts() throws IOException {
        assertThat(read("").alerts()).isEmpty();
        assertThat(read("\n\n").withdrawn()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "not json",
                "[]",
                "7",
                "{}",
                "{\"detector\":\"surge\"}",
                "{\"detector\":7,\"subject\":{\"level\":\"model\",\"value\":\"x\"},\"severity\":\"high\"}",
                "{\"detector\":\"surge\",\"subject\":{\"level\":\"model\",\"value\":\"x\"},\"severity\":\"worst\"}",
                "{\"detector\":\"surge\",\"subject\":{\"level\":\"model\"},\"severity\":\"high\"}",
                "{\"detector\":\"d\",\"subject\":{\"level\":\"m\",\"value\":\"x\"},\"severity\":\"low\","
                        + "\"window\":{\"end\":\"yesterday\"}}"
            })
    void namesFileAndLineOfWhatIsNoAlert(String line) {
        assertThatThrownBy(() -> read(SURGE + "}\n" + line + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("alerts.jsonl: line 2: no alert: ");
    }
}
