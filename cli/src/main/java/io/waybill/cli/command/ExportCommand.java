package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill export}. */
@Command(name = "export", description = "Give what was found to others: a model's profile as MUD, a case as STIX 2.1.")
public final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** With its subcommands. */
    public static CommandLine on(Terminal terminal) {
        return new CommandLine(new ExportCommand(terminal))
                .addSubcommand(new ExportMudCommand(terminal))
                .addSubcommand(new ExportStixCommand(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.messages());
        return ExitCode.USAGE;
    }
}
