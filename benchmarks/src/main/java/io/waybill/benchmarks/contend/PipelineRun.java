package io.waybill.benchmarks.contend;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.CaseRun;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.RestoreProgress;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Contenders (f), (g) and (h): the pipeline itself, with the settings of a replay, until it says that input has ended. */
public final class PipelineRun {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RESTORE_TIMEOUT = Duration.ofMinutes(10);

    private final Arena arena;

    /** In this arena. */
    public PipelineRun(Arena arena) {
        this.arena = arena;
    }

    /** Runs it and returns the bytes it wrote to its repartition topics, before compression. */
    long run(IpLocator locator, DetectorSuite detectors, boolean exactlyOnce) throws IOException {
        PipelineSettings settings = settings(exactlyOnce);
        try (FleetStreamsApp app = new FleetStreamsApp(settings, locator, detectors);
                SchemaRegistryClient registry = arena.registry().connect()) {
            app.start();
            new TableReader(arena.bootstrapServers(), Map.of())
                    .awaitLatest(
                            Arena.name(Topic.PROGRESS),
                            new RecordDeserializer<>(PipelineProgress.class, registry),
                            POLL,
                            progress -> progress.getRound() > 0,
                            app::throwIfFailed);
            return Repartitions.bytes(app.streams());
        }
    }

    /**
     * Starts it on state that is there already, and stops it when that is restored.
     *
     * @return entries read from the changelogs, and how long that took
     */
    public RestoreProgress.Restoration restore(IpLocator locator) throws InterruptedException {
        try (FleetStreamsApp app = new FleetStreamsApp(settings(true), locator)) {
            app.start();
            if (!app.awaitRunning(RESTORE_TIMEOUT)) {
                throw new IllegalStateException(
                        "not restored within " + RESTORE_TIMEOUT.toMinutes() + " minutes: " + app.restoration());
            }
            return app.restoration();
        }
    }

    /** Runs it as it runs live, every detector at each close of a window, until the action returns. */
    public void live(IpLocator locator, Runnable whenRunning, Runnable untilThen) throws InterruptedException {
        try (FleetStreamsApp app = new FleetStreamsApp(settings(true).judgingContinuously(true), locator)) {
            app.start();
            if (!app.awaitRunning(RESTORE_TIMEOUT)) {
                throw new IllegalStateException("the pipeline does not run");
            }
            whenRunning.run();
            untilThen.run();
        }
    }

    private PipelineSettings settings(boolean exactlyOnce) {
        PipelineSettings replay = PipelineSettings.ofCase(
                "bench",
                arena.bootstrapServers(),
                arena.registryUrl(),
                arena.partitions(),
                arena.threads(),
                arena.stateDir());
        return new PipelineSettings(
                replay.bootstrapServers(),
                replay.registry(),
                replay.prefix(),
                arena.applicationId(),
                replay.partitions(),
                replay.threads(),
                replay.stateDir(),
                replay.book(),
                replay.earliest(),
                replay.latenessMillis(),
                replay.idleMillis(),
                replay.commitMillis(),
                replay.judgeContinuously(),
                exactlyOnce,
                kafka());
    }

    /** As a replay has them, but for what is to be measured. */
    private Map<String, String> kafka() {
        Map<String, String> settings = new TreeMap<>(CaseRun.LONG_TRANSACTIONS);
        settings.putAll(arena.kafka());
        return settings;
    }
}
