package io.waybill.console;

import com.sun.management.OperatingSystemMXBean;
import io.waybill.console.SampleFleet.Sample;
import io.waybill.console.api.Listing;
import io.waybill.console.api.Question;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Topic;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Measures how fast a console takes in what is on the topics: from the broker into the store, as it does when it was away. Broker and
 * registry are a process of their own, so that the processor's time is the console's alone. Arguments: an empty folder, thousands of
 * counts, thousands of connection events, further options of the measured JVM.
 */
final class IngestMain {

    private static final int MODELS = 200;
    private static final int DESTINATIONS = 500;
    private static final int DEVICES = 2_000;
    private static final int CHUNK = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private IngestMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("measure")) {
            measure(arguments[1], arguments[2], Path.of(arguments[3]), Long.parseLong(arguments[4]));
            return;
        }
        Path folder = Path.of(arguments[0]);
        int counts = Integer.parseInt(arguments[1]) * 1_000;
        int events = Integer.parseInt(arguments[2]) * 1_000;
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("broker"));
                Published published = new Published(stack, "")) {
            published.createTopics();
            publish(published, counts, IngestMain::count);
            publish(published, events, IngestMain::event);
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path")));
            command.addAll(List.of(arguments).subList(3, arguments.length));
            command.addAll(List.of(
                    IngestMain.class.getName(),
                    "measure",
                    stack.bootstrapServers(),
                    stack.registryUrl(),
                    folder.resolve("console.duckdb").toString(),
                    Long.toString(counts + (long) events)));
            int result = new ProcessBuilder(command)
                    .directory(new File("."))
                    .inheritIO()
                    .start()
                    .waitFor();
            System.out.println("ended with " + result);
        }
    }

    private static void measure(String bootstrap, String registry, Path store, long records) {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Console console =
                new Console(ConsoleSettings.local(bootstrap, registry, store).withPort(0))) {
            long begin = System.nanoTime();
            long busy = machine.getProcessCpuTime();
            console.start();
            boolean level = console.awaitCaughtUp(PATIENCE);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cpu = (machine.getProcessCpuTime() - busy) / 1e9;
            System.out.printf(
                    "%d records (level: %s, in the store: %s counts): %.1f s, %.0f a second; %.1f s of CPU, %.0f for each second of it%n",
                    records,
                    level,
                    console.questions()
                            .page(Listing.CASES, Question.of(Question.LIVE))
                            .rows()
                            .get(0)
                            .get("count_rows"),
                    seconds,
                    records / seconds,
                    cpu,
                    records / cpu);
        }
    }

    private static void publish(Published published, int records, IntFunction<Sample> make) {
        long begin = System.nanoTime();
        for (int from = 0; from < records; from += CHUNK) {
            List<Sample> chunk = new ArrayList<>();
            for (int i = from; i < Math.min(records, from + CHUNK); i++) {
                chunk.add(make.apply(i));
            }
            published.commit(chunk);
        }
        System.out.printf("published %d in %d ms%n", records, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    private static Sample count(int i) {
        DestinationCount count = Samples.nth(i, MODELS, DESTINATIONS, i / (MODELS * DESTINATIONS), 10 + i % 50);
        return new Sample(Topic.COUNT, Samples.countKey(count), count);
    }

    private static Sample event(int i) {
        String device = "device-" + i % DEVICES;
        String host = "host" + i % 7 + ".site" + i / DEVICES % DESTINATIONS + ".example";
        DeviceConnection event = Samples.connection(
                "event-" + i,
                device,
                host,
                new byte[] {23, 32, (byte) (i % 200), 1},
                Samples.START.plusMillis(i * 10L),
                Outcome.ESTABLISHED);
        return new Sample(Topic.CONNECTION, Samples.key(device), event);
    }
}
