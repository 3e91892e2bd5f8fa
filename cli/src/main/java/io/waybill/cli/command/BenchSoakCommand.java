package io.waybill.cli.command;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import io.waybill.benchmarks.run.BenchPlan;
import io.waybill.benchmarks.run.Machine;
import io.waybill.benchmarks.run.SoakBench;
import io.waybill.benchmarks.run.SoakPlot;
import io.waybill.benchmarks.run.SoakReport;
import io.waybill.benchmarks.run.SoakSample;
import io.waybill.cli.replay.TemporaryFolder;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill bench soak}. */
@Command(
        name = "soak",
        description = "Put a steady load on the pipeline for long: memory, state per event and latency over time.",
        footer = {
            "",
            "Prints a sample per line (CSV) and a summary in lines that begin with #. Choose a rate of half of what",
            "the machine takes; docs/performance.md says how to find it."
        })
public final class BenchSoakCommand implements Callable<Integer> {

    private static final long SECONDS_PER_MINUTE = 60;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}")
    private long minutes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Events per second. Default: ${DEFAULT-VALUE}")
    private long rate;

    @Option(
            names = "--sample",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Between two samples; each makes the pipeline collect its garbage. Default: ${DEFAULT-VALUE}")
    private long sample;

    @Option(
            names = "--history",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = {
                "What the pipeline keeps, hours of event time, at least 4; the load makes one in 833,333 events.",
                "Memory grows until so much was sent. Default: ${DEFAULT-VALUE}"
            })
    private long history;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "3g",
            description = "Of the pipeline, as for -Xmx. Default: ${DEFAULT-VALUE}")
    private String heap = "";

    @Option(names = "--seed", paramLabel = "K", defaultValue = "42", description = "Another number, other events.")
    private long seed;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw it there (SVG).")
    private @Nullable Path plot;

    /** Writes results and messages there. */
    public BenchSoakCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            SoakBench bench = bench(folder.path());
            terminal.result("# " + bench.parameters());
            terminal.result("# " + Machine.describe());
            terminal.result(SoakSample.HEADER);
            List<SoakSample> samples = bench.run();
            if (plot != null) {
                Files.writeString(plot, SoakPlot.svg(bench.parameters(), samples));
            }
            for (String line : SoakReport.lines(samples)) {
                terminal.result("# " + line);
            }
            return ExitCode.DONE;
        }
    }

    private SoakBench bench(Path folder) {
        try {
            if (minutes * SECONDS_PER_MINUTE / Math.max(1, sample) < 8) {
                throw new IllegalArgumentException(
                        "at least 8 samples are needed: " + minutes + " min, one each " + sample + " s");
            }
            FleetShape fleet = new FleetShape(minutes * SECONDS_PER_MINUTE * rate, 1, seed);
            BenchPlan plan = new BenchPlan(fleet, List.of(Contender.WHOLE), 1, partitions, threads, 1, heap, Map.of());
            return new SoakBench(plan, rate, sample, history, folder, this::line);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void line(String text) {
        try {
            terminal.result(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
