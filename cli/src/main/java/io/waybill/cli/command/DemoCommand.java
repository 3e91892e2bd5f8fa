package io.waybill.cli.command;

import io.waybill.cli.live.LivePorts;
import io.waybill.cli.live.LiveStack;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.replay.ReplayOutcome;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.replay.SampleFleet;
import io.waybill.cli.replay.TemporaryFolder;
import io.waybill.cli.replay.TerminalWatcher;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.TerminalReport;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.ProblemReport;
import io.waybill.cli.shell.ReplayProgress;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill demo}. */
@Command(
        name = "demo",
        description = "See it work: broker, registry, pipeline and console with a sample fleet, in this process.",
        footer = {"", "Everything listens on 127.0.0.1 only. Ports that are taken are replaced by free ones."})
public final class DemoCommand implements Callable<Integer> {

    private static final CaseName CASE = CaseName.DEMO;
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CONSOLE_PATIENCE = Duration.ofMinutes(1);
    private static final int PARTITIONS = 2;
    private static final int THREADS = 2;

    private final Terminal terminal;

    @Option(names = "--once", description = "End after the summary instead of running until Ctrl-C.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep everything there. Default: a temporary folder that goes with the demo")
    private @Nullable Path data;

    /** Writes results and messages there. */
    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        // Around the folder, too: the process ends as soon as the signal is closed.
        try (StopSignal stop = StopSignal.listen()) {
            if (data != null) {
                return run(data, stop);
            }
            try (TemporaryFolder folder = TemporaryFolder.make()) {
                return run(folder.path(), stop);
            }
        }
    }

    private int run(Path folder, StopSignal stop) throws IOException, InterruptedException, CouldNotRunException {
        try (LiveStack stack = LiveStack.start(folder, LivePorts.usualOrFree(), PARTITIONS, THREADS, Version.TEXT)) {
            String console = stack.console().url() + "/?case=" + CASE.text();
            terminal.say("a sample fleet goes through the pipeline; console at " + console);
            ReplayOutcome outcome = replay(folder, stack);
            CaseFolder.write(folder.resolve("report"), outcome.result(), outcome.evidence());
            boolean shown = stack.console().awaitCaughtUp(CONSOLE_PATIENCE);
            terminal.results().write(TerminalReport.text(outcome.result()).getBytes(StandardCharsets.UTF_8));
            terminal.result("console   " + console);
            if (data != null || !once) {
                terminal.result("report    " + folder.resolve("report").resolve(CaseFolder.REPORT));
            }
            if (!shown) {
                terminal.say("the console is still reading what was published");
            }
            if (!once) {
                terminal.say("Ctrl-C stops");
                while (!stop.await(CHECK_INTERVAL)) {
                    stack.host().step();
                }
            }
            return outcome.problems() == 0 ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
        }
    }

    private ReplayOutcome replay(Path folder, LiveStack stack)
            throws IOException, InterruptedException, CouldNotRunException {
        SampleFleet samples = SampleFleet.write(folder.resolve("samples"));
        ReplayRequest request = new ReplayRequest(
                CASE,
                samples.inputs(),
                samples.inventory(),
                samples.lifecycle(),
                samples.policy(),
                PARTITIONS,
                THREADS,
                "max",
                null);
        Replay.Place place =
                new Replay.Place(stack.kafka().bootstrapServers(), stack.kafka().registryUrl(), folder, Version.TEXT);
        ProblemReport problems = new ProblemReport(terminal);
        try (ReplayProgress progress = ReplayProgress.on(terminal)) {
            return new Replay(request, place, PackedLocator.bundled(), new TerminalWatcher(progress, problems))
                    .withEvidence()
                    .run(InputStream.nullInputStream());
        } finally {
            problems.finish();
        }
    }
}
