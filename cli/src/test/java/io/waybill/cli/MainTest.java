package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @Test
    void alone_it_shows_its_usage_as_a_message_not_as_a_result() {
        Cli cli = Cli.run();

        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("Usage: waybill").contains("topics");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "topics --help", "topics create --help", "--version"})
    void help_that_was_asked_for_is_a_result(String args) {
        Cli cli = Cli.run(args.split(" "));

        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).contains("waybill");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void a_misspelt_command_is_wrong_usage_with_a_suggestion() {
        Cli cli = Cli.run("topisc");

        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .contains("waybill: Unmatched argument at index 0: 'topisc'")
                .contains("waybill topics");
    }

    @Test
    void control_characters_in_arguments_do_not_reach_the_terminal() {
        assertThat(Cli.run("\u001b]0;gotcha\u0007").err())
                .doesNotContain("\u001b", "\u0007")
                .contains("gotcha");
    }

    @Test
    void when_the_reader_of_the_results_goes_nothing_is_wrong() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(gone, new PrintStream(err, true, StandardCharsets.UTF_8), false);

        int code = new Main(terminal).run("topics", "list");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
