package io.waybill.streams;

import com.sun.management.OperatingSystemMXBean;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.PipelineTopics;
import io.waybill.streams.topics.TableReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The tables "Measured" of docs/pipeline.md: what exactly-once, watermarks and late corrections cost as ratios of one run, bytes
 * of state, and restoring. Run apart; CPU seconds are those of this process, broker included.
 */
final class PipelineReport {

    private static final long SEED = 5;
    private static final int ROUNDS = 3;
    private static final int PRICE_ROUNDS = 5;
    private static final int SITES = 200;
    private static final int PIECES = 4;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long NEVER = 100L * 365 * 86_400_000;

    private static final Way DEFAULT = new Way("exactly once, in order (the default)", true, true, false);

    private final EmbeddedStack stack;
    private final Path folder;
    private final Fleet fleet;
    private final int rounds;
    private int runs;
    private long rows;

    private PipelineReport(EmbeddedStack stack, Path folder, Fleet fleet, int rounds) {
        this.stack = stack;
        this.folder = folder;
        this.fleet = fleet;
        this.rounds = rounds;
    }

    /**
     * Arguments: devices, events of each, rounds of the prices; or {@code state} for the bytes of state alone. With no rounds at all
     * there is one run, and its state is restored.
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 1 && args[0].equals("state")) {
            state(Files.createTempDirectory("waybill-report"));
            return;
        }
        int devices = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 600;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : PRICE_ROUNDS;
        Path folder = Files.createTempDirectory("waybill-report");
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"))) {
            PipelineReport report =
                    new PipelineReport(stack, folder, spread(Fleets.of(SEED, devices, 72, events)), rounds);
            if (rounds > 0) {
                report.prices();
            } else {
                report.run(DEFAULT);
            }
            report.restoring();
        }
        state(folder);
        System.exit(0);
    }

    /** The same fleet with its named contacts spread over many sites, few of them busy: what rows cost shows only where there are some. */
    private static Fleet spread(Fleet fleet) {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, String> hosts = new HashMap<>();
        List<DeviceConnection> events = new ArrayList<>(fleet.events().size());
        for (DeviceConnection event : fleet.events()) {
            if (event.getHost() == null) {
                events.add(event);
            } else {
                // An event that comes twice has to stay the same one.
                String host = hosts.computeIfAbsent(
                        event.getEventId(),
                        any -> "www.site" + (int) (SITES * random.nextDouble() * random.nextDouble()) + ".com");
                events.add(DeviceConnection.newBuilder(event).setHost(host).build());
            }
        }
        return new Fleet(fleet.profiles(), fleet.lifecycles(), events, fleet.distinct());
    }

    /** One way to run it. */
    private record Way(String name, boolean exactlyOnce, boolean watermarks, boolean late) {}

    /** What one run cost in all, what in the pipeline's own threads, and how many rows it published, each revision counted. */
    private record Cost(double seconds, double ownSeconds, long published) {}

    /**
     * Every way is run once to warm up, then once a round; the rounds begin with another way each, and every other goes backwards,
     * so that what drifts while the report runs falls on all alike. Ratios are made within a round.
     */
    private void prices() throws Exception {
        List<Way> ways = List.of(
                DEFAULT,
                new Way("at least once", false, true, false),
                new Way("everything published at the end", true, false, false),
                new Way("one event in seven days late", true, true, true),
                new Way("one event in seven days late, everything published at the end", true, false, true));
        for (Way way : ways) {
            run(way);
        }
        Cost[][] costs = new Cost[ways.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < ways.size(); i++) {
                int step = round % 2 == 0 ? i : ways.size() - i;
                int way = Math.floorMod(round / 2 + step, ways.size());
                costs[way][round] = run(ways.get(way));
                System.out.printf(
                        "  round %d, %s: %.2f CPU s, %.2f of them the pipeline's threads%n",
                        round + 1, ways.get(way).name(), costs[way][round].seconds(), costs[way][round].ownSeconds());
            }
        }
        System.out.printf(
                "%,d events, %d rounds: median [least to most]%n",
                fleet.events().size(), rounds);
        for (int way = 0; way < ways.size(); way++) {
            double[] published =
                    Arrays.stream(costs[way]).mapToDouble(Cost::published).toArray();
            System.out.printf(
                    "%-64s %s CPU s, %s of the default; pipeline's threads %s CPU s, %s of the default; %,.0f rows published%n",
                    ways.get(way).name(),
                    spread(Arrays.stream(costs[way]).mapToDouble(Cost::seconds).toArray()),
                    spread(ratios(costs[way], costs[0], Cost::seconds)),
                    spread(Arrays.stream(costs[way])
                            .mapToDouble(Cost::ownSeconds)
                            .toArray()),
                    spread(ratios(costs[way], costs[0], Cost::ownSeconds)),
                    median(published));
        }
        System.out.printf(
                "corrections alone, late and published as they pass against late and at the end: %s, pipeline's threads %s%n",
                spread(ratios(costs[3], costs[4], Cost::seconds)),
                spread(ratios(costs[3], costs[4], Cost::ownSeconds)));
    }

    private static double[] ratios(Cost[] of, Cost[] to, ToDoubleFunction<Cost> what) {
        double[] ratios = new double[of.length];
        for (int round = 0; round < of.length; round++) {
            ratios[round] = what.applyAsDouble(of[round]) / what.applyAsDouble(to[round]);
        }
        return ratios;
    }

    /** Processor time of the threads of Kafka Streams that live: compiler, collector, broker and feeding are in others. */
    private static double streamThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double seconds = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains("StreamThread")) {
                seconds += Math.max(0, threads.getThreadCpuTime(thread.getThreadId())) / 1e9;
            }
        }
        return seconds;
    }

    private static String spread(double[] values) {
        return String.format(
                "%.2f [%.2f to %.2f]",
                median(values),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private PipelineSettings settings(String name, Way way) {
        return PipelineSettings.ofCase(name, stack.bootstrapServers(), stack.registryUrl(), 4, 1, folder.resolve(name))
                .withTiming(way.watermarks() ? Timing.CASE : Timing.CASE.withLateness(NEVER))
                .withExactlyOnce(way.exactlyOnce());
    }

    /** Topics of the run before are removed first: compacting them would be paid by this one. */
    private Cost run(Way way) throws Exception {
        if (runs > 0) {
            String before = "run-" + runs;
            try (Admin admin =
                    Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
                new PipelineTopics(admin)
                        .remove(PipelineSettings.casePrefix(before), PipelineSettings.caseApplication(before));
            }
        }
        String name = "run-" + ++runs;
        double begin = cpu();
        try (CaseRun run = new CaseRun(settings(name, way), PackedLocator.bundled(), Clock.systemUTC())) {
            bring(run, name, way.late());
            List<DestinationCount> counts = run.finish(progress -> {}).counts();
            rows = counts.size();
            return new Cost(
                    cpu() - begin,
                    streamThreads(),
                    counts.stream().mapToLong(DestinationCount::getRevision).sum());
        }
    }

    /**
     * Brings the fleet in pieces, each when the one before went through and is published: at full speed everything would be in the
     * pipeline before the first row is out, and nothing that is late would correct anything.
     *
     * @param late whether an event in seven comes with a later piece than its time says
     */
    private void bring(CaseRun run, String name, boolean late) throws Exception {
        fleet.profiles().forEach(run.feed()::send);
        fleet.lifecycles().forEach(run.feed()::send);
        long sent = 0;
        for (List<DeviceConnection> piece : pieces(late)) {
            piece.forEach(run.feed()::send);
            run.feed().flush();
            sent += piece.size();
            awaitThrough(name, sent);
        }
    }

    private List<List<DeviceConnection>> pieces(boolean late) {
        Random random = new Random(SEED);
        List<DeviceConnection> events = new ArrayList<>(fleet.events());
        events.sort(Comparator.comparing(DeviceConnection::getTime).thenComparing(DeviceConnection::getEventId));
        List<List<DeviceConnection>> pieces = new ArrayList<>();
        for (int piece = 0; piece < PIECES; piece++) {
            pieces.add(new ArrayList<>());
        }
        for (int i = 0; i < events.size(); i++) {
            int due = (int) ((long) i * PIECES / events.size());
            boolean delayed = late && due < PIECES - 1 && random.nextInt(7) == 0;
            pieces.get(delayed ? random.nextInt(due + 1, PIECES) : due).add(events.get(i));
        }
        return pieces;
    }

    private void awaitThrough(String name, long events) throws Exception {
        try (SchemaRegistryClient registry =
                RegistrySettings.at(stack.registryUrl()).connect()) {
            new TableReader(stack.bootstrapServers(), Map.of())
                    .awaitLatest(
                            Topic.PROGRESS.name(PipelineSettings.casePrefix(name)),
                            new RecordDeserializer<>(PipelineProgress.class, registry),
                            POLL,
                            progress -> progress.getInputRecords() >= events,
                            () -> {});
        }
    }

    private static double cpu() {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return process.getProcessCpuTime() / 1e9;
    }

    /** What the last run left is restored, each time from the beginning: the state is on the heap and went with its instance. */
    private void restoring() throws Exception {
        String name = "run-" + runs;
        Way way = new Way(name, true, true, false);
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
        long keys = pairs() + rows;
        System.out.printf(
                "restored %,d changelog entries, %,d keys (device, destination) and (model, firmware, destination, window) of %,d"
                        + " events, median of %d rounds: %.0f ms, %.1f s per million entries, %.1f s per million keys, %.1f s per"
                        + " million events; %.2f CPU s from start to running%n",
                entries,
                keys,
                fleet.distinct(),
                ROUNDS,
                median(millis),
                median(millis) * 1e3 / Math.max(1, entries),
                median(millis) * 1e3 / keys,
                median(millis) * 1e3 / fleet.distinct(),
                median(cpu));
    }

    /** Pairs of device and destination: every host has a site of its own, nameless addresses share a /24 or a /48. */
    private long pairs() {
        return fleet.events().stream()
                .map(event -> event.getDeviceId() + " "
                        + (event.getHost() != null
                                ? event.getHost()
                                : network(event.getRemoteIp().array())))
                .distinct()
                .count();
    }

    private static String network(byte[] address) {
        return Arrays.toString(Arrays.copyOf(address, address.length == 4 ? 3 : 6));
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
