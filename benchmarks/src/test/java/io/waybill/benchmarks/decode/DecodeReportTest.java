package io.waybill.benchmarks.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as rates and ratios. */
class DecodeReportTest {

    private static DecodeReport report() {
        DecodeReport report = new DecodeReport("packets", 1_000_000, 1_100_000_000);
        report.add(new Figure("reading (cat)", 200, 250, 0));
        report.add(new Figure("tshark -T fields", 44_000, 45_000, 300L << 20));
        report.add(new Figure("decoding, warm", 550, 600, 200L << 20));
        return report;
    }

    @Test
    void rates_are_by_processor_time() {
        List<String> lines = report().lines();

        assertThat(lines.get(0)).isEqualTo("1,100 MB, 1,000,000 packets");
        assertThat(lines.get(1)).contains("CPU s", "wall s", "MB/s", "packets/s", "peak MB");
        assertThat(lines.get(3)).matches("tshark -T fields +44.00 +45.00 +25 +22,727 +300");
        assertThat(lines.get(4)).matches("decoding, warm +0.55 +0.60 +2,000 +1,818,182 +200");
    }

    @Test
    void each_of_ours_is_held_against_each_of_the_others() {
        assertThat(report().lines().subList(5, 7))
                .containsExactly(
                        "decoding, warm: 2.8 times the time of reading (cat)",
                        "decoding, warm: 80.0 times faster than tshark -T fields");
    }

    @Test
    void a_peak_nobody_saw_is_left_empty() {
        assertThat(report().lines().get(2)).matches("reading \\(cat\\) +0.20 +0.25 +5,500 +5,000,000");
    }

    @Test
    void a_time_too_short_to_be_seen_divides_nothing_by_zero() {
        assertThat(new Figure("a", 0, 0, 0).timesFasterThan(new Figure("b", 10, 10, 0)))
                .isEqualTo(10);
        assertThat(new Figure("a", 10, 0, 0).timesFasterThan(new Figure("b", 0, 10, 0)))
                .isEqualTo(0.1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 2, 256m, nothing to read",
        "-1, 5, 2, 256m, nothing to read",
        "1, 0, 1, 256m, rounds must be at least 2",
        "1, 0, 2, lots, a size such as 256m"
    })
    void a_plan_says_what_is_allowed(long megabytes, long rows, int rounds, String heap, String message) {
        assertThatThrownBy(() -> new DecodePlan(megabytes, rows, rounds, heap, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
