package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill policy}. */
@Command(name = "policy", description = "Change the rules of the live pipeline, or show them and what they were.")
public final class PolicyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private PolicyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** With its subcommands. */
    public static CommandLine on(Terminal terminal) {
        return new CommandLine(new PolicyCommand(terminal))
                .addSubcommand(new PolicyApplyCommand(terminal))
                .addSubcommand(new PolicyShowCommand(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.messages());
        return ExitCode.USAGE;
    }
}
