package io.waybill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.alert.render.Hazards;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalReportTest {

    @Test
    void namesModelsDestinationsAndFindings() {
        assertThat(TerminalReport.text(Cases.fleet()))
                .startsWith("Case redmi-note-2014: 2014-08-01 00:00 to 2014-08-05 00:00 UTC (4 d)\n"
                        + "  27,125 events read, 27,123 counted, 2 no-device; 2 problems in the input\n")
                .contains("  Samsung Galaxy S5  2 builds           3             3        5,644   7.0 MB  103.8 MB\n")
                .contains("  1 device is in no inventory")
                .contains("  HIGH  cohort-exclusive  model Xiaomi Redmi Note -> 42.62.48.0/24\n")
                .endsWith("  1 informational, 1 kept quiet by policy.\n");
    }

    @Test
    void emptyCaseHasNoTables() {
        assertThat(TerminalReport.text(Cases.empty()))
                .isEqualTo("Case empty\n  0 events read, 0 counted; 1 problem in the input\n\n"
                        + "  No findings above informational.\n  0 informational, 0 kept quiet by policy.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "a\nb", "\u202e", "\u009b"})
    void namesCannotMoveTheCursor(String name) {
        String report = TerminalReport.text(Cases.hostile(name));

        assertThat(report.replace("\n", "").codePoints().anyMatch(Hazards::isHazard))
                .isFalse();
        assertThat(report.lines().count())
                .isEqualTo(
                        TerminalReport.text(Cases.hostile("harmless")).lines().count());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B, 0",
        "999, 999 B, 999",
        "1000, 1.0 kB, '1,000'",
        "999999, 999.9 kB, '999,999'",
        "1234567, 1.2 MB, '1,234,567'",
        "9223372036854775807, 9.2 EB, '9,223,372,036,854,775,807'"
    })
    void sizesAndCountsAreReadable(long value, String bytes, String count) {
        assertThat(Figures.bytes(value)).isEqualTo(bytes);
        assertThat(Figures.count(value)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, –", "0, 5, 0 %", "1, 1000, <1 %", "1, 3, 33 %", "2, 3, 67 %", "5, 5, 100 %"})
    void sharesAreWholePercent(long part, long whole, String text) {
        assertThat(Figures.percent(part, whole)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.30000000000000004, 0.3",
        "12, 12",
        "12345.6, '12,346'",
        "0.0000001234, 1.2E-7",
        "-3.25, -3.25",
        "NaN, –",
        "1e300, 1"
    })
    void numbersAreShort(double value, String start) {
        assertThat(Figures.number(value)).startsWith(start);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT59S, 59 s",
        "PT90S, 1 min",
        "PT2H, 2 h",
        "PT2H5M, 2 h 5 min",
        "P4D, 4 d",
        "P4DT3H9M, 4 d 3 h"
    })
    void durationsHaveTwoUnits(Duration duration, String text) {
        assertThat(Figures.duration(duration)).isEqualTo(text);
    }
}
