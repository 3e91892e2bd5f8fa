package io.waybill.benchmarks.contend;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.CaseRun;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.RestoreProgress;
import io.waybill.streams.Timing;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Contenders (f), (g) and (h): the pipeline itself, with the settings of a replay, until it says that input has ended. */
public final class PipelineRun {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration JOIN_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration RESTORE_TIMEOUT = Duration.ofMinutes(10);

    private final Arena arena;

    /** In this arena. */
    public PipelineRun(Arena arena) {
        this.arena = arena;
    }

    /**
     * Runs this instance of it. One of several begins when all have their share, so that no task is worked on here and moved there,
     * and ends when all saw the end, so that none takes over what another leaves.
     */
    Trace run(IpLocator locator, DetectorSuite detectors, boolean exactlyOnce, Meeting meeting)
            throws IOException, InterruptedException {
        PipelineSettings settings = replay(exactlyOnce);
        boolean alone = arena.instances() == 1;
        try (FleetStreamsApp app = new FleetStreamsApp(settings, locator, detectors);
                SchemaRegistryClient registry = arena.registry().connect()) {
            if (alone) {
                app.start();
            } else {
                app.streams().pause();
                app.start();
                awaitShare(app);
                meeting.at(Meeting.JOINED);
                app.streams().resume();
            }
            new TableReader(arena.bootstrapServers(), Map.of())
                    .awaitLatest(
                            Arena.name(Topic.PROGRESS),
                            new RecordDeserializer<>(PipelineProgress.class, registry),
                            POLL,
                            progress -> progress.getRound() > 0,
                            app::throwIfFailed);
            if (!alone) {
                meeting.at(Meeting.ENDED);
            }
            return Trace.withHeap(Repartitions.bytes(app.streams()));
        }
    }

    /** Waits until the instance is assigned partitions. It must be paused, else it works already. */
    private static void awaitShare(FleetStreamsApp app) throws InterruptedException {
        long until = System.nanoTime() + JOIN_TIMEOUT.toNanos();
        while (!Shares.any(app.streams())) {
            app.throwIfFailed();
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "no partition was assigned within " + JOIN_TIMEOUT.toMinutes() + " minutes");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /**
     * Starts it on state that is there already, and stops it when that is restored.
     *
     * @return entries read from the changelogs, and how long that took
     */
    public RestoreProgress.Restoration restore(IpLocator locator) throws InterruptedException {
        try (FleetStreamsApp app = new FleetStreamsApp(replay(true), locator)) {
            app.start();
            if (!app.awaitRunning(RESTORE_TIMEOUT)) {
                throw new IllegalStateException(
                        "not restored within " + RESTORE_TIMEOUT.toMinutes() + " minutes: " + app.restoration());
            }
            return app.restoration();
        }
    }

    /**
     * Runs it with the timing of the live pipeline until both actions have returned.
     *
     * @param book history and bounds
     * @param whenRunning done once, when its state is restored and it reads
     * @param untilThen done next; it is stopped when this returns
     */
    public void live(IpLocator locator, BookSettings book, Runnable whenRunning, Runnable untilThen)
            throws InterruptedException {
        PipelineSettings settings =
                settings().withBook(book).withTiming(Timing.LIVE).withKafka(arena.kafka());
        try (FleetStreamsApp app = new FleetStreamsApp(settings, locator)) {
            app.start();
            if (!app.awaitRunning(RESTORE_TIMEOUT)) {
                throw new IllegalStateException("the pipeline does not run");
            }
            whenRunning.run();
            untilThen.run();
        }
    }

    /** As a replay has them, but for what is to be measured. */
    private PipelineSettings replay(boolean exactlyOnce) {
        Map<String, String> kafka = new TreeMap<>(CaseRun.CLIENTS);
        kafka.putAll(arena.kafka());
        return settings().withExactlyOnce(exactlyOnce).withKafka(kafka);
    }

    private PipelineSettings settings() {
        return PipelineSettings.ofCase(
                        "bench",
                        arena.bootstrapServers(),
                        arena.registryUrl(),
                        arena.partitions(),
                        arena.threads(),
                        arena.stateDir())
                .withApplicationId(arena.applicationId());
    }
}
