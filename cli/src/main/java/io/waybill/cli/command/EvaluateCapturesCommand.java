package io.waybill.cli.command;

import io.waybill.captures.Printable;
import io.waybill.cli.evaluate.CaptureTrial;
import io.waybill.cli.shell.ProblemReport;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Alert;
import io.waybill.schemas.Severity;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.testkit.score.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill evaluate-captures}: detection on labelled captures. Hidden, as {@link EvaluateCommand} is. */
@Command(
        name = "evaluate-captures",
        hidden = true,
        description = "Detect in captures without a broker; with --malicious, precision and recall per pair.")
public final class EvaluateCapturesCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "File, folder or glob.")
    private List<String> inputs = List.of();

    @Option(
            names = "--malicious",
            paramLabel = "FILE",
            description = "Pairs that must be found, a line each: device, blank, destination.")
    private @Nullable Path malicious;

    @Option(names = "--all", description = "Show informational alerts too.")
    private boolean all;

    /** Writes results there. */
    public EvaluateCapturesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ProblemReport problems = new ProblemReport(terminal);
        CaptureTrial trial = CaptureTrial.run(inputs, problems, PackedLocator.bundled());
        for (Alert alert : trial.alerts()) {
            if (all || alert.getSeverity() != Severity.INFORMATIONAL) {
                terminal.result(alert.getSeverity() + " " + alert.getDetector() + " "
                        + Printable.escape(alert.getSubject().getValue() + " -> " + alert.getDestination() + ": "
                                + alert.getExplanation()));
            }
        }
        if (malicious != null) {
            TreeSet<String> expected = new TreeSet<>();
            Files.readAllLines(malicious).stream()
                    .filter(line -> !line.isBlank())
                    .forEach(expected::add);
            say("precision", trial.precision(expected));
            say("recall", trial.recall(expected));
        }
        problems.finish();
        return problems.exitCode();
    }

    private void say(String what, Proportion share) throws IOException {
        terminal.result(String.format(
                Locale.ROOT,
                "%s %d of %d, %.3f [%.2f, %.2f]",
                what,
                share.hits(),
                share.trials(),
                share.value(),
                share.low(),
                share.high()));
    }
}
