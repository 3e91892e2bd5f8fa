package io.waybill.testkit;

import com.github.luben.zstd.ZstdOutputStream;
import io.waybill.captures.own.ConnectionWriter;
import io.waybill.captures.own.OwnFormat;
import io.waybill.captures.reference.Inventory;
import io.waybill.captures.reference.Lifecycle;
import io.waybill.captures.reference.PolicyFile;
import io.waybill.testkit.truth.Ledger;
import io.waybill.testkit.truth.Truth;
import io.waybill.testkit.truth.TruthFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes simulated fleets to disk. */
public final class Simulation {

    /** Connection events in the order of arrival. */
    public static final String EVENTS = "events.jsonl.zst";

    /** The fleet when the period began. */
    public static final String INVENTORY = "inventory.csv";

    /** What was done to the phones. */
    public static final String LIFECYCLE = "lifecycle.jsonl";

    /** The operator's rules. */
    public static final String POLICY = "policy.yaml";

    /** What must be found. */
    public static final String TRUTH = "truth.json";

    private Simulation() {}

    /**
     * Simulates a fleet and writes its five files into the folder, which is made where it is missing; files of these names
     * are replaced. The same parameters give the same bytes.
     *
     * @return the truth that was written
     * @throws IOException when the folder cannot be written to
     */
    public static Truth write(SimulationParameters parameters, Path folder) throws IOException {
        Files.createDirectories(folder);
        FleetSimulator simulator = new FleetSimulator(parameters);
        try (Writer out = writer(folder.resolve(INVENTORY))) {
            Inventory.writeCsv(simulator.profiles(), id -> Identifiers.of(parameters.seed(), id), out);
        }
        try (Writer out = writer(folder.resolve(LIFECYCLE))) {
            Lifecycle.write(simulator.lifecycle(), out);
        }
        try (Writer out = writer(folder.resolve(POLICY))) {
            PolicyFile.write(simulator.policy(), out);
        }
        Ledger ledger;
        try (ConnectionWriter events = OwnFormat.JSONL.writer(
                new ZstdOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(EVENTS)))))) {
            ledger = simulator.deliver(events);
        }
        Truth truth = simulator.truth(ledger);
        TruthFile.write(truth, folder.resolve(TRUTH));
        return truth;
    }

    private static Writer writer(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }
}
