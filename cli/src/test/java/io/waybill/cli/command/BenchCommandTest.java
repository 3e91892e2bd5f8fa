package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is started; the comparison itself is tested where it is. */
class BenchCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--events 0, at least one event",
        "--keys four, '1x, 4x or 16x, not four'",
        "--keys 0x, '1x, 4x or 16x, not 0x'",
        "--runs 0, at least 1",
        "--threads 0, at least 1",
        "--instances 0, from 1 to the number of partitions",
        "--instances 3 --partitions 2, 3 for 2",
        "--only xyz, nobody to measure",
        "--only fi, --flink benchmarks/flink/target/lib names them",
        "--latency --events 1000, at least 1200000 events are needed",
        "--latency --rate 5, at least 100 events/s",
        "--latency --restore, mutually exclusive",
        "captures --megabytes 0 --rows 0, nothing to read",
        "captures --rounds 1, rounds must be at least 2",
        "captures --heap lots, a size such as 256m"
    })
    void wrong_usage_says_what_is_allowed(String options, String message) {
        Cli cli = Cli.run(("bench " + options).split(" "));

        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains(message);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void help_of_captures_says_what_is_generated() {
        Cli cli = Cli.run("bench", "captures", "--help");

        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).contains("tshark", "--megabytes", "--rows", "--rounds", "docs/performance.md");
    }

    @Test
    void help_names_every_mode() {
        Cli cli = Cli.run("bench", "--help");

        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out())
                .contains(
                        "--events",
                        "--keys",
                        "--runs",
                        "--instances",
                        "--latency",
                        "--restore",
                        "--flink",
                        "docs/performance.md");
    }
}
