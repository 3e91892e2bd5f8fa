package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Topic;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.TableReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Pipelines on a real broker, each with its own topics. */
final class BrokerPipelines implements Pipelines {

    private final String bootstrapServers;
    private final String registryUrl;
    private final Path folder;

    /**
     * On this one, which stays the caller's to stop.
     *
     * @param folder for local state
     */
    BrokerPipelines(String bootstrapServers, String registryUrl, Path folder) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
        this.folder = folder;
    }

    PipelineSettings settings(String name, Shape shape, int instance) {
        return PipelineSettings.ofCase(
                        name,
                        bootstrapServers,
                        registryUrl,
                        shape.partitions(),
                        shape.threads(),
                        folder.resolve(name + "-" + instance))
                .withBook(shape.book())
                .withTiming(Timing.CASE.judging(shape.continuously()));
    }

    @Override
    public FinalTables run(String name, Shape shape, Fleet fleet, Arrival arrival, long seed) throws Exception {
        List<FleetStreamsApp> others = new ArrayList<>();
        try (CaseRun run = new CaseRun(settings(name, shape, 0), PackedLocator.bundled(), Clock.systemUTC())) {
            for (int instance = 1; instance < shape.instances(); instance++) {
                FleetStreamsApp app = new FleetStreamsApp(settings(name, shape, instance), PackedLocator.bundled());
                others.add(app);
                app.start();
            }
            arrival.bring(fleet, new Random(seed), into(run.feed()));
            return finish(run, name);
        } finally {
            others.forEach(FleetStreamsApp::close);
        }
    }

    /** Ends the input of a run and reads its tables. */
    FinalTables finish(CaseRun run, String name) throws Exception {
        CaseTables tables = run.finish(progress -> {});
        try (SchemaRegistryClient registry = RegistrySettings.at(registryUrl).connect()) {
            var activity = new TableReader(bootstrapServers, Map.of())
                    .read(
                            Topic.ACTIVITY.name(PipelineSettings.casePrefix(name)),
                            new RecordDeserializer<>(ModelActivity.class, registry));
            return FinalTables.of(tables.counts(), activity.values(), tables.alerts(), tables.progress());
        }
    }

    static Arrival.Sink into(FleetFeed feed) {
        return new Arrival.Sink() {
            @Override
            public void event(DeviceConnection event) {
                feed.send(event);
            }

            @Override
            public void profile(DeviceProfile profile) {
                feed.send(profile);
            }

            @Override
            public void lifecycle(DeviceLifecycle lifecycle) {
                feed.send(lifecycle);
            }

            @Override
            public void flush() {
                feed.flush();
            }
        };
    }

    @Override
    public void close() {
        // each run closes what it started
    }
}
