package io.waybill.cli.command;

import io.waybill.cli.evaluate.Trial;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import io.waybill.testkit.score.Proportion;
import io.waybill.testkit.score.ScorePool;
import io.waybill.testkit.score.ScoreReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill evaluate}: how the figures of docs/detection.md are made. Hidden: it is for those who change detectors. */
@Command(
        name = "evaluate",
        hidden = true,
        description = "Simulate fleets with many seeds, detect without a broker, and score all of them together.",
        footer = {"", "Done (0) only when every fleet gave every expected alert, and nothing else above informational."
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final int MOST_FLEETS = 10_000;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--scenario", paramLabel = "S", split = ",", description = "Stories. Default: all of them")
    private List<String> scenarios = List.of();

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "200",
            description = "Phones per fleet. Default: ${DEFAULT-VALUE}")
    private int devices;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "96",
            description = "Length of the period. Default: ${DEFAULT-VALUE}")
    private int hours;

    @Option(
            names = "--seeds",
            paramLabel = "FIRST[-LAST]",
            defaultValue = "1",
            description = "One fleet of each story per seed. Default: ${DEFAULT-VALUE}")
    private String seeds = "1";

    @Option(
            names = "--every",
            paramLabel = "H",
            description =
                    "Judge every H hours while events come, as a live pipeline does at every close of a window, and say"
                            + " how long until an alert was raised. Slower. Default: once, at the end")
    private @Nullable Integer every;

    /** Writes results there. */
    public EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (every != null && every < 1) {
            throw new ParameterException(spec.commandLine(), "--every takes hours, at least 1");
        }
        IpLocator locator = PackedLocator.bundled();
        ScorePool pool = new ScorePool();
        for (SimulationParameters parameters : fleets()) {
            Trial trial = every == null
                    ? Trial.run(parameters, locator)
                    : Trial.run(parameters, locator, Duration.ofHours(every));
            pool.add(trial.score());
            terminal.result(line(trial));
            for (String line : detail(trial.score())) {
                terminal.result("    " + line);
            }
        }
        Proportion passed = pool.passed();
        for (String line : pool.report("all").render().lines().toList()) {
            boolean told = line.startsWith("missing ") || line.startsWith("unexpected ");
            if (!told) {
                terminal.result(line);
            }
        }
        terminal.result(String.format(
                Locale.ROOT,
                "%d of %d fleets as expected; share %.3f, 95%% interval %.3f to %.3f",
                passed.hits(),
                passed.trials(),
                passed.value(),
                passed.low(),
                passed.high()));
        return passed.hits() == passed.trials() ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }

    private static String line(Trial trial) {
        SimulationParameters fleet = trial.parameters();
        return String.format(
                Locale.ROOT,
                "%s seed %d: %s, %d events, %d found, %d missing, %d unexpected",
                fleet.scenario().id(),
                fleet.seed(),
                trial.score().passed() ? "as expected" : "NOT as expected",
                trial.events(),
                trial.score().detectors().stream().mapToLong(row -> row.found()).sum(),
                trial.score().missing().size(),
                trial.score().unexpected().size());
    }

    private static List<String> detail(ScoreReport score) {
        return score.render()
                .lines()
                .filter(line -> line.startsWith("missing ") || line.startsWith("unexpected "))
                .toList();
    }

    private List<SimulationParameters> fleets() {
        List<SimulationParameters> fleets = new ArrayList<>();
        try {
            List<Scenario> stories = scenarios.isEmpty()
                    ? List.of(Scenario.values())
                    : scenarios.stream().map(Scenario::of).toList();
            String[] ends = seeds.split("-", 2);
            long first = Long.parseLong(ends[0]);
            long last = ends.length == 1 ? first : Long.parseLong(ends[1]);
            if (last < first || last - first >= MOST_FLEETS) {
                throw new IllegalArgumentException("--seeds takes a number or two of them, first-last, at most "
                        + MOST_FLEETS + " apart: " + seeds);
            }
            for (long seed = first; seed <= last; seed++) {
                for (Scenario story : stories) {
                    fleets.add(new SimulationParameters(story, devices, hours, seed));
                }
            }
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--seeds takes a number or two of them, first-last: " + seeds, e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return fleets;
    }
}
