package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill topics}. */
@Command(name = "topics", description = "Make the topics on a Kafka cluster, or show what they are.")
public final class TopicsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** With its subcommands. */
    public static CommandLine on(Terminal terminal) {
        return new CommandLine(new TopicsCommand(terminal))
                .addSubcommand(new TopicsCreateCommand(terminal))
                .addSubcommand(new TopicsListCommand(terminal))
                .addSubcommand(new TopicsAsyncApiCommand(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.messages());
        return ExitCode.USAGE;
    }
}
