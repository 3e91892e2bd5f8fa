package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.testkit.score.ScoreReport;
import io.waybill.testkit.score.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill score}. */
@Command(
        name = "score",
        description = "Compare alerts with a simulation's truth: precision and recall per detector.",
        footer = {"", "Done (0) only when every expected alert is there, and nothing else above informational."})
public final class ScoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--truth", required = true, paramLabel = "F", description = "truth.json of the simulation.")
    private Path truth = Path.of("");

    @Option(names = "--alerts", required = true, paramLabel = "F", description = "alerts.jsonl of a case.")
    private Path alerts = Path.of("");

    /** Writes results there. */
    public ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ScoreReport report = Scorer.score(truth, alerts);
        List<String> lines = report.render().lines().toList();
        for (String line : lines) {
            terminal.result(line);
        }
        return report.passed() ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }
}
