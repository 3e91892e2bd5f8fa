package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.config.ConfigReference;
import io.waybill.cli.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void the_defaults_can_be_used() {
        Cli cli = Cli.run("config", "--check");

        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).isEqualTo("The configuration can be used.\n");
    }

    @Test
    void check_says_what_is_wrong_on_standard_output_and_exits_1() throws Exception {
        Path file = Files.writeString(folder.resolve("w.properties"), "console.port=x\nnonsense=1\n");

        Cli cli = Cli.run("config", "--check", "--config", file.toString());

        assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(cli.out().lines()).hasSize(2).anyMatch(line -> line.contains("console.port"));
    }

    @Test
    void dump_shows_flags_and_hides_secrets() {
        Cli cli = Cli.run(
                "config",
                "--dump",
                "--bootstrap-servers",
                "kafka-1:9092,kafka-2:9092",
                "--set",
                "kafka.sasl.jaas.config=a password=\"hunter2\";");

        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out())
                .contains("# flag --bootstrap-servers\nkafka.bootstrap.servers=kafka-1:9092,kafka-2:9092\n")
                .doesNotContain("hunter2");
    }

    @Test
    void what_is_wrong_ends_every_command_with_wrong_usage() {
        Cli cli = Cli.run("counts", "--set", "pipeline.threads=none");

        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("pipeline.threads", "flag --set", "waybill config --dump");
    }

    @Test
    void reference_prints_the_page() {
        assertThat(Cli.run("config", "--reference").out()).isEqualTo(ConfigReference.markdown());
    }

    @Test
    void one_thing_has_to_be_asked_for() {
        assertThat(Cli.run("config").code()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run("config", "--check", "--dump").code()).isEqualTo(ExitCode.USAGE);
    }
}
