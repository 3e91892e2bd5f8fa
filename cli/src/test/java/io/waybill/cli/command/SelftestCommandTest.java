package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.selftest.SelfTest;
import io.waybill.streams.detect.suite.Detectors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelftestCommandTest {

    @Test
    void every_detector_fires_and_says_why_on_a_line_of_its_own() {
        Cli cli = Cli.run("selftest");

        assertThat(cli.code()).as(cli.out()).isEqualTo(ExitCode.DONE);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out().lines()).hasSameSizeAs(Detectors.destinationSide());
        Detectors.destinationSide()
                .forEach(detector -> assertThat(cli.out().lines())
                        .as(detector.id())
                        .filteredOn(line -> line.startsWith("fired   " + detector.id() + ", "))
                        .singleElement()
                        .satisfies(line -> assertThat(line).hasSizeGreaterThan(80)));
    }

    @Test
    void a_detector_that_stays_silent_is_named_and_the_answer_is_no() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(out, new PrintStream(out, true, StandardCharsets.UTF_8), false);
        SelftestCommand command = new SelftestCommand(
                terminal,
                () -> List.of(
                        new SelfTest.Outcome("surge", true, "Xiaomi Mi 4", Severity.LOW, "Three times the usual."),
                        new SelfTest.Outcome("went-dark", false, "", Severity.INFORMATIONAL, "")));

        assertThat(command.call()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        fired   surge, low, Xiaomi Mi 4: Three times the usual.
                        silent  went-dark: did not give the verdict that its data must give
                        """);
    }
}
