package io.waybill.cli.command;

import io.waybill.benchmarks.decode.DecodeBench;
import io.waybill.benchmarks.decode.DecodePlan;
import io.waybill.cli.replay.TemporaryFolder;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill bench captures}. */
@Command(
        name = "captures",
        description = "Measure decoding on one core, beside tshark, capinfos and reading the same file.",
        footer = {
            "",
            "A capture and a log are generated, read by each in turn, and removed. What is not installed is left out.",
            "docs/performance.md says what the figures are."
        })
public final class BenchCapturesCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Class<?> main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--megabytes",
            paramLabel = "N",
            defaultValue = "1100",
            description = "Of the capture; 0 leaves it out. Default: ${DEFAULT-VALUE}")
    private long megabytes;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "3000000",
            description = "Of Zeek's conn.log; 0 leaves it out. Default: ${DEFAULT-VALUE}")
    private long rows;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Readings in one process; the first is cold. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "256m",
            description = "Of the decoding processes, as for -Xmx. Default: ${DEFAULT-VALUE}")
    private String heap = "";

    @Option(names = "--seed", paramLabel = "K", defaultValue = "1", description = "Another number, other traffic.")
    private long seed;

    /**
     * Writes results and messages there.
     *
     * @param main the command's main class, started where there is no launcher
     */
    public BenchCapturesCommand(Terminal terminal, Class<?> main) {
        this.terminal = terminal;
        this.main = main;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DecodePlan plan = plan();
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            DecodeBench bench =
                    new DecodeBench(plan, AsStarted.command(main, heap, "decode"), folder.path(), this::progress);
            for (String line : bench.run()) {
                terminal.result(line);
            }
        }
        return ExitCode.DONE;
    }

    private DecodePlan plan() {
        try {
            return new DecodePlan(megabytes, rows, rounds, heap, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void progress(String line) {
        if (terminal.interactive()) {
            terminal.say(line);
        }
    }
}
