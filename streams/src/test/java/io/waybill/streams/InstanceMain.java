package io.waybill.streams;

import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.fault.JvmProcess;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One instance of the pipeline of a case in a process of its own. Ends with 1 when the pipeline failed. */
public final class InstanceMain {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    private InstanceMain() {}

    /** Starts the process; it is ready when it has its partitions. */
    static JvmProcess start(
            String name,
            String bootstrapServers,
            String registryUrl,
            int partitions,
            Path state,
            List<String> kafka,
            Map<String, String> environment)
            throws IOException {
        List<String> arguments = new java.util.ArrayList<>(
                List.of(name, bootstrapServers, registryUrl, Integer.toString(partitions), state.toString()));
        arguments.addAll(kafka);
        return JvmProcess.start(
                InstanceMain.class, "300m", state.resolveSibling(state.getFileName() + ".log"), arguments, environment);
    }

    /** Arguments: case, broker, registry, partitions, folder, then settings of Kafka as {@code key=value}. */
    public static void main(String[] args) throws Exception {
        Map<String, String> kafka = new HashMap<>();
        for (int i = 5; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            kafka.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        PipelineSettings settings = PipelineSettings.ofCase(
                        args[0], args[1], args[2], Integer.parseInt(args[3]), 1, Path.of(args[4]))
                // So that what is on disk is lost with a process that is killed.
                .withBook(BookSettings.CASE.onHeap(1))
                .withTiming(Timing.CASE.judging(true))
                .withKafka(kafka);
        FleetStreamsApp app = new FleetStreamsApp(settings, PackedLocator.bundled());
        app.start();
        boolean ready = false;
        while (app.isAlive()) {
            if (!ready && app.isRunning()) {
                ready = true;
                System.out.println(JvmProcess.READY);
                System.out.flush();
            }
            Thread.sleep(CHECK_INTERVAL.toMillis());
        }
        System.err.println("the pipeline ended");
        System.exit(1);
    }
}
