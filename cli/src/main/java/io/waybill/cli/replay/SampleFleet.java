package io.waybill.cli.replay;

import io.waybill.testkit.Simulation;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.pcap.SampleCapture;
import io.waybill.testkit.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo replays: the story of the Redmi Note as the simulator tells it, and a packet capture of a few phones behind an
 * access point. Made anew each time, always the same.
 *
 * @param inputs events and capture
 * @param inventory of both
 * @param lifecycle of the simulated fleet
 * @param policy of the simulated fleet
 */
public record SampleFleet(List<String> inputs, Path inventory, Path lifecycle, Path policy) {

    private static final SimulationParameters FLEET = new SimulationParameters(Scenario.REDMI_NOTE, 80, 48, 2014);

    /** Makes the files. */
    public static SampleFleet write(Path folder) throws IOException {
        Simulation.write(FLEET, folder);
        SampleCapture.write(folder);
        Path inventory = folder.resolve("fleet-and-capture.csv");
        join(folder.resolve(Simulation.INVENTORY), folder.resolve(SampleCapture.INVENTORY), inventory);
        return new SampleFleet(
                List.of(
                        folder.resolve(Simulation.EVENTS).toString(),
                        folder.resolve(SampleCapture.CAPTURE).toString()),
                inventory,
                folder.resolve(Simulation.LIFECYCLE),
                folder.resolve(Simulation.POLICY));
    }

    private static void join(Path first, Path second, Path both) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(first));
        List<String> more = Files.readAllLines(second);
        if (!lines.get(0).equals(more.get(0))) {
            throw new IOException(first + " and " + second + " have different columns");
        }
        lines.addAll(more.subList(1, more.size()));
        Files.write(both, lines);
    }
}
