package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.testkit.Simulation;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import io.waybill.testkit.truth.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill simulate}. */
@Command(
        name = "simulate",
        description = "Make a fleet's events, inventory, lifecycle and policy, and the truth about them.",
        footer = {"", "The same scenario, devices, hours and seed give the same bytes."})
public final class SimulateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--scenario", required = true, paramLabel = "S", description = "The story.")
    private String scenario = "";

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "200",
            description = "Phones in the fleet. Default: ${DEFAULT-VALUE}")
    private int devices;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "96",
            description = "Length of the period. Default: ${DEFAULT-VALUE}")
    private int hours;

    @Option(
            names = "--seed",
            paramLabel = "K",
            defaultValue = "1",
            description = "Another number, another fleet. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go; made if missing.")
    private Path out = Path.of("");

    /** Writes results and messages there. */
    public SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Truth truth = Simulation.write(parameters(), out);
        terminal.result(truth.events() + " events of " + truth.devices() + " devices in " + out + ", "
                + truth.expected().size() + " alerts expected");
        return ExitCode.DONE;
    }

    private SimulationParameters parameters() {
        try {
            return new SimulationParameters(Scenario.of(scenario), devices, hours, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
