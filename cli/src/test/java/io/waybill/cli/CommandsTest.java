package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.shell.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** The list of commands: a name is asked for as it is declared, and alone it is what it is among the others. */
class CommandsTest {

    private final Terminal nowhere = new Terminal(
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            false);

    @TestFactory
    Stream<DynamicTest> a_command_asked_for_is_made_alone_and_is_the_same() {
        Map<String, CommandLine> all = new Main(nowhere).commands().getSubcommands();
        return all.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    CommandLine alone = new Commands(nowhere).asked(name, "--help");

                    assertThat(alone.getSubcommands()).containsOnlyKeys(name);
                    assertThat(alone.getSubcommands().get(name).getCommandSpec().name())
                            .isEqualTo(name);
                    assertThat(alone.getSubcommands().get(name).getUsageMessage())
                            .isEqualTo(all.get(name).getUsageMessage());
                }));
    }

    @Test
    void where_no_command_is_named_there_are_all() {
        int all = new Commands(nowhere).all().getSubcommands().size();

        assertThat(all).isGreaterThan(20);
        assertThat(new Commands(nowhere).asked().getSubcommands()).hasSize(all);
        assertThat(new Commands(nowhere).asked("--help").getSubcommands()).hasSize(all);
        assertThat(new Commands(nowhere).asked("replya").getSubcommands()).hasSize(all);
    }
}
