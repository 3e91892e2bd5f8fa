package io.waybill.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long a replay of two events takes by the clock, from the start of its process to its end: broker, registry, topics, pipeline,
 * report.
 */
public final class StartupBench {

    private static final String EVENTS = """
            {"eventId":"start-1","deviceId":"phone","time":1700000000000,"remoteIp":"9.9.9.9","host":"example.com"}
            {"eventId":"start-2","deviceId":"phone","time":1700003600000,"remoteIp":"9.9.9.9","host":"example.com"}
            """;

    private final List<String> replay;
    private final int runs;
    private final Path folder;

    /**
     * A measurement that has not begun.
     *
     * @param replay the words that start a replay, up to its arguments
     * @param runs how often
     * @param folder an empty one
     */
    public StartupBench(List<String> replay, int runs, Path folder) {
        this.replay = List.copyOf(replay);
        this.runs = runs;
        this.folder = folder;
    }

    /** Runs it; lines for the user. */
    public List<String> run() throws IOException, InterruptedException {
        Path events = Files.writeString(folder.resolve("two-events.jsonl"), EVENTS);
        Latencies latencies = new Latencies();
        for (int run = 1; run <= runs; run++) {
            latencies.add(replay(events, folder.resolve("case-" + run)));
        }
        return List.of(
                "a replay of two events, from start to end of its process, " + runs + " runs",
                Machine.describe(),
                String.format(
                        Locale.ROOT,
                        "median %.2f s, max %.2f s",
                        latencies.percentile(0.5) / 1e3,
                        latencies.percentile(1) / 1e3));
    }

    private long replay(Path events, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(replay);
        command.addAll(List.of("--out", out.toString(), events.toString()));
        long begin = System.nanoTime();
        int code = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("the replay ended with " + code + "; what it said is above");
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
