package io.waybill.streams;

import com.sun.management.OperatingSystemMXBean;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.resolve.PackedLocator;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The tables "Measured" of docs/pipeline.md: what exactly-once, watermarks and late corrections cost as ratios of one run, bytes
 * of state, and restoring. Run apart; CPU seconds are those of this process, broker included.
 */
final class PipelineReport {

    private static final long SEED = 5;
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long NEVER = 100L * 365 * 86_400_000;

    private final EmbeddedStack stack;
    private final Path folder;
    private final Fleet fleet;
    private int runs;

    private PipelineReport(EmbeddedStack stack, Path folder, Fleet fleet) {
        this.stack = stack;
        this.folder = folder;
        this.fleet = fleet;
    }

    /** Arguments: devices, events of each; or {@code state} for the bytes of state alone. */
    public static void main(String[] args) throws Exception {
        if (args.length == 1 && args[0].equals("state")) {
            state(Files.createTempDirectory("waybill-report"));
            return;
        }
        int devices = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 400;
        Path folder = Files.createTempDirectory("waybill-report");
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"))) {
            PipelineReport report = new PipelineReport(stack, folder, Fleets.of(SEED, devices, 72, events));
            report.prices();
            report.restoring();
        }
        state(folder);
        System.exit(0);
    }

    /** One way to run it. */
    private record Way(String name, boolean exactlyOnce, boolean watermarks, Arrival arrival) {}

    private void prices() throws Exception {
        List<Way> ways = List.of(
                new Way("at least once, windows published as they pass, in order", false, true, Arrival.IN_ORDER),
                new Way("exactly once (the default)", true, true, Arrival.IN_ORDER),
                new Way("exactly once, everything published at the end", true, false, Arrival.IN_ORDER),
                new Way("exactly once, one event in seven days late", true, true, Arrival.DAYS_LATE));
        double[][] seconds = new double[ways.size()][ROUNDS];
        cpuSeconds(ways.get(1));
        for (int round = 0; round < ROUNDS; round++) {
            for (int way = 0; way < ways.size(); way++) {
                seconds[way][round] = cpuSeconds(ways.get(way));
            }
        }
        System.out.printf("%,d events, median of %d rounds%n", fleet.events().size(), ROUNDS);
        for (int way = 0; way < ways.size(); way++) {
            System.out.printf(
                    "%-60s %6.2f CPU s, %.2f of the default%n",
                    ways.get(way).name(), median(seconds[way]), median(seconds[way]) / median(seconds[1]));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private PipelineSettings settings(String name, Way way) {
        PipelineSettings of = PipelineSettings.ofCase(
                name, stack.bootstrapServers(), stack.registryUrl(), 4, 1, folder.resolve(name));
        return new PipelineSettings(
                of.bootstrapServers(),
                of.registry(),
                of.prefix(),
                of.applicationId(),
                of.partitions(),
                of.threads(),
                of.stateDir(),
                of.book(),
                of.earliest(),
                way.watermarks() ? of.latenessMillis() : NEVER,
                of.idleMillis(),
                of.commitMillis(),
                false,
                way.exactlyOnce(),
                of.kafka());
    }

    private double cpuSeconds(Way way) throws Exception {
        String name = "run-" + ++runs;
        double begin = cpu();
        try (CaseRun run = new CaseRun(settings(name, way), PackedLocator.bundled(), Clock.systemUTC())) {
            way.arrival().bring(fleet, new Random(SEED), BrokerPipelines.into(run.feed()));
            run.finish(progress -> {});
        }
        return cpu() - begin;
    }

    private static double cpu() {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return process.getProcessCpuTime() / 1e9;
    }

    /** What the last run left is restored, each time from the beginning: the state is on the heap and went with its instance. */
    private void restoring() throws Exception {
        String name = "run-" + runs;
        Way way = new Way(name, true, true, Arrival.IN_ORDER);
        double[] millis = new double[ROUNDS];
        double[] cpu = new double[ROUNDS];
        long entries = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double begin = cpu();
            try (FleetStreamsApp app = new FleetStreamsApp(settings(name, way), PackedLocator.bundled())) {
                app.start();
                if (!app.awaitRunning(PATIENCE)) {
                    throw new IllegalStateException("not running within " + PATIENCE);
                }
                cpu[round] = cpu() - begin;
                RestoreProgress.Restoration done = app.restoration();
                millis[round] = done.took().toMillis();
                entries = done.restored();
            }
        }
        System.out.printf(
                "restored %,d changelog entries of %,d events, median of %d rounds: %.0f ms, %.1f s per million entries,"
                        + " %.1f s per million events; %.2f CPU s from start to running%n",
                entries,
                fleet.distinct(),
                ROUNDS,
                median(millis),
                median(millis) * 1e3 / Math.max(1, entries),
                median(millis) * 1e3 / fleet.distinct(),
                median(cpu));
    }

    /** State is measured on a smaller fleet, whose entries can be looked at one by one. */
    private static void state(Path folder) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();
        Fleet fleet = Fleets.of(SEED, 20, 72, 100);
        FinalTables tables = new DriverPipelines(folder, entries, DeviceStage.STORE, DestinationStage.STORE)
                .run("state", Shape.SIMPLEST, fleet, Arrival.IN_ORDER, SEED);
        long rows =
                tables.rows().stream().filter(row -> row.startsWith("count ")).count();
        Set<String> pairs = new TreeSet<>();
        fleet.events().forEach(each -> pairs.add(each.getDeviceId() + " " + each.getHost() + each.getRemoteIp()));
        long devices = latestBytes(entries, DeviceStage.STORE);
        long destinations = latestBytes(entries, DestinationStage.STORE);
        System.out.printf(
                "destination side: %,d bytes, %d per (model, destination, window)%n",
                destinations, destinations / rows);
        System.out.printf(
                "device side: %,d bytes, %d per (device, destination), %d per event%n",
                devices, devices / pairs.size(), devices / fleet.distinct());
    }

    /** What a compacted changelog holds. */
    private static long latestBytes(List<ConsumerRecord<byte[], byte[]>> entries, String store) {
        Map<ByteBuffer, Integer> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> entry : entries) {
            if (entry.topic().endsWith("-" + store + "-changelog")) {
                byte[] value = entry.value();
                latest.put(ByteBuffer.wrap(entry.key()), value == null ? 0 : entry.key().length + value.length);
            }
        }
        return latest.values().stream().mapToLong(Integer::longValue).sum();
    }
}
