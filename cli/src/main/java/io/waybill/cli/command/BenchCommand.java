package io.waybill.cli.command;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import io.waybill.benchmarks.run.Bench;
import io.waybill.benchmarks.run.BenchPlan;
import io.waybill.benchmarks.run.LatencyBench;
import io.waybill.benchmarks.run.RestoreBench;
import io.waybill.benchmarks.run.StartupBench;
import io.waybill.cli.replay.TemporaryFolder;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill bench}. */
@Command(
        name = "bench",
        description = "Measure the pipeline beside what one would write by hand, on the same events.",
        footer = {
            "",
            "A broker in its own process and one process per contender, loopback only, all removed at the end.",
            "Figures are of the contender's process alone, its start included. docs/performance.md says who they are."
        })
public final class BenchCommand implements Callable<Integer> {

    /** What a replay of a small capture has by default. */
    private static final String REPLAY_HEAP = "2g";

    private final Terminal terminal;
    private final Class<?> main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Connection events. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(
            names = "--keys",
            paramLabel = "1x|4x|16x",
            defaultValue = "1x",
            description = "Factor on devices and destinations. Default: ${DEFAULT-VALUE}")
    private String keys = "1x";

    @Option(names = "--runs", paramLabel = "N", defaultValue = "1", description = "Medians of so many runs.")
    private int runs;

    @Option(names = "--seed", paramLabel = "K", defaultValue = "42", description = "Another number, other events.")
    private long seed;

    @Option(
            names = "--only",
            paramLabel = "LETTERS",
            defaultValue = "abcdefgh",
            description = "Who is measured, by letter. Default: all")
    private String only = "";

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of the topics. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Stream threads of each instance. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Processes that share the work of f, g and h, each with its own heap. Default: ${DEFAULT-VALUE}")
    private int instances;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "3g",
            description = "Of each process of a contender, as for -Xmx. Default: ${DEFAULT-VALUE}")
    private String heap = "";

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "A setting of Kafka Streams to measure the pipeline with; may be repeated.")
    private Map<String, String> kafka = new LinkedHashMap<>();

    @Option(
            names = "--flink",
            paramLabel = "FOLDER",
            description = "Measure (i) as well, with the jars in this folder. From a source tree: mvn -Pflink -Dquick"
                    + " -DskipTests package makes benchmarks/flink/target/lib.")
    private @Nullable Path flink;

    @ArgGroup(exclusive = true)
    private Instead instead = new Instead();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Of the load under --latency, events per second. Default: ${DEFAULT-VALUE}")
    private long rate;

    /** What is measured instead of the contenders. */
    private static final class Instead {
        @Option(names = "--latency", description = "Measure from writing an event to reading its count, under load.")
        private boolean latency;

        @Option(names = "--restore", description = "Measure how fast the state comes back from the changelogs.")
        private boolean restore;

        @Option(names = "--start", description = "Measure how long a replay of two events takes.")
        private boolean start;
    }

    /**
     * Writes results and messages there.
     *
     * @param main the command's main class, started anew under {@code --start}
     */
    public BenchCommand(Terminal terminal, Class<?> main) {
        this.terminal = terminal;
        this.main = main;
    }

    /** With the further measurements below it. */
    public static CommandLine on(Terminal terminal, Class<?> main) {
        return new CommandLine(new BenchCommand(terminal, main))
                .addSubcommand(new BenchCapturesCommand(terminal, main))
                .addSubcommand(new BenchSoakCommand(terminal));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchPlan plan = plan();
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            if (instead.latency) {
                return print(latency(plan, folder).run());
            }
            if (instead.restore) {
                return print(new RestoreBench(plan, folder.path(), this::progress).run());
            }
            if (instead.start) {
                return print(
                        new StartupBench(AsStarted.command(main, REPLAY_HEAP, "replay"), runs, folder.path()).run());
            }
            Bench.Outcome outcome = new Bench(plan, folder.path(), this::progress).run();
            print(outcome.lines());
            return outcome.agreed() ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
        }
    }

    private LatencyBench latency(BenchPlan plan, TemporaryFolder folder) {
        try {
            return new LatencyBench(plan, rate, folder.path(), this::progress);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private int print(List<String> lines) throws IOException {
        for (String line : lines) {
            terminal.result(line);
        }
        return ExitCode.DONE;
    }

    private ParameterException usage(IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }

    private void progress(String line) {
        if (terminal.interactive()) {
            terminal.say(line);
        }
    }

    private BenchPlan plan() {
        try {
            return new BenchPlan(
                    new FleetShape(events, factor(), seed),
                    contenders(),
                    runs,
                    partitions,
                    threads,
                    instances,
                    heap,
                    kafka,
                    flink == null ? "" : flink.resolve("*").toString());
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private int factor() {
        if (!keys.matches("[1-9][0-9]?x")) {
            throw new IllegalArgumentException("--keys is a factor such as 1x, 4x or 16x, not " + keys);
        }
        return Integer.parseInt(keys.substring(0, keys.length() - 1));
    }

    private List<Contender> contenders() {
        List<Contender> chosen = new ArrayList<>();
        for (Contender each : Contender.values()) {
            if (only.contains(each.letter()) || each == Contender.FLINK && flink != null) {
                chosen.add(each);
            }
        }
        return chosen;
    }
}
