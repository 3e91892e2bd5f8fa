package io.waybill.benchmarks.contend;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Contenders (f), (g) and (h): the pipeline itself, with the settings of a replay, until it says that input has ended. */
final class PipelineRun {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Arena arena;

    PipelineRun(Arena arena) {
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
                arena.kafka());
    }
}
