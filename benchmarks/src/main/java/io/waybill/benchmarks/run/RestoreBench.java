package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.contend.RemoteAddress;
import io.waybill.benchmarks.fleet.SyntheticFleet;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** How fast the state of the whole pipeline comes back from the changelogs when the process that held it is gone. */
public final class RestoreBench {

    private static final String APPLICATION = "waybill-bench-restore";

    private final BenchPlan plan;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * A measurement that has not begun.
     *
     * @param plan its contenders do not matter
     * @param folder an empty one
     * @param progress told what happens now
     */
    public RestoreBench(BenchPlan plan, Path folder, Consumer<String> progress) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
    }

    /** Builds the state, then starts an instance that has none; lines for the user. */
    public List<String> run() throws IOException {
        try (Ring ring = new Ring(plan, folder)) {
            progress.accept("writing the topic");
            ring.topics().fill(new SyntheticFleet(plan.fleet()), sent -> {});
            progress.accept("building the state");
            ring.run(Contender.WHOLE, APPLICATION, progress);
            long keys = pairs()
                    + TableDigest.read(
                                    ring.broker().bootstrapServers(),
                                    ring.broker().registryUrl())
                            .rows();
            progress.accept("restoring it");
            try (JavaProcess process = ring.start(RestoreMain.class, APPLICATION, List.of())) {
                String line = process.readLine();
                if (line == null) {
                    throw new IOException("restoring failed; what it said is above");
                }
                return lines(line, keys);
            }
        }
    }

    /** Pairs of device and destination that the events make. */
    private long pairs() {
        DestinationResolver destinations = new DestinationResolver();
        Set<Long> pairs = new HashSet<>();
        new SyntheticFleet(plan.fleet()).forEach(event -> {
            Destination destination = destinations.resolve(event.getHost(), RemoteAddress.of(event));
            pairs.add(StableHash.of(event.getDeviceId() + '\n' + destination.name()));
        });
        return pairs.size();
    }

    private List<String> lines(String line, long keys) throws IOException {
        String[] numbers = line.split(" ");
        long entries = Long.parseLong(numbers[0]);
        long millis = Math.max(1, Long.parseLong(numbers[1]));
        return List.of(
                String.format(
                        Locale.ROOT,
                        "state of %,d events, seed %d",
                        plan.fleet().events(),
                        plan.fleet().seed()),
                Machine.describe(),
                String.format(
                        Locale.ROOT,
                        "restored %,d keys (device and destination; model, firmware, destination and window), %,d changelog"
                                + " entries, in %.1f s: %,d keys in 10 s",
                        keys,
                        entries,
                        millis / 1e3,
                        keys * 10_000 / millis));
    }
}
