package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill} alone. */
@Command(
        name = "waybill",
        mixinStandardHelpOptions = true,
        version = "waybill " + Version.TEXT,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Which phone models contact which destinations, since when, at whose doing, and the evidence for it.",
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:ran, but some input was unusable or a check came out negative",
            "2:wrong usage",
            "3:could not run"
        })
public final class WaybillCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private final VerboseOption verbose = new VerboseOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Puts the usage on this terminal. */
    public WaybillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.messages());
        return ExitCode.USAGE;
    }
}
