package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.feed.EndOfInput;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Pipelines in the test driver: no broker, one partition, and a commit after every single record. */
final class DriverPipelines implements Pipelines {

    private final Path folder;

    private final List<ConsumerRecord<byte[], byte[]>> changelog;
    private final String[] stores;

    DriverPipelines(Path folder) {
        this(folder, new ArrayList<>());
    }

    /**
     * Keeps what was written to changelogs.
     *
     * @param changelog takes it
     * @param stores whose
     */
    DriverPipelines(Path folder, List<ConsumerRecord<byte[], byte[]>> changelog, String... stores) {
        this.folder = folder;
        this.changelog = changelog;
        this.stores = stores;
    }

    @Override
    public FinalTables run(String name, Shape shape, Fleet fleet, Arrival arrival, long seed) throws Exception {
        String registryUrl = "mock://" + name;
        PipelineSettings settings = PipelineSettings.ofCase(
                        name, "nowhere:1", registryUrl, shape.partitions(), shape.threads(), folder.resolve(name))
                .withBook(shape.book())
                // One step before each commit: every look is interrupted.
                .withTiming(Timing.CASE.judging(shape.continuously()).looking(0));
        Properties properties = StreamsProperties.of(settings);
        try (SchemaRegistryClient registry = RegistrySettings.at(registryUrl).connect();
                ColdTier cold =
                        new ColdTier(settings.stateDir(), settings.book().contactsHeapBytes());
                TopologyTestDriver driver = new TopologyTestDriver(
                        new FleetTopology(
                                        settings,
                                        properties,
                                        registry,
                                        PackedLocator.bundled(),
                                        DetectorSuite.ALL,
                                        PipelineMeters.unread(),
                                        cold)
                                .get(),
                        properties)) {
            Driven driven = new Driven(driver, registry, settings.prefix());
            arrival.bring(fleet, new Random(seed), driven);
            driven.endOfInput();
            for (String store : stores) {
                keep(driver, settings.applicationId() + "-" + store + "-changelog");
            }
            return FinalTables.of(
                    driven.table(Topic.COUNT, DestinationCount.class),
                    driven.table(Topic.ACTIVITY, ModelActivity.class),
                    driven.table(Topic.ALERT, Alert.class),
                    driven.table(Topic.PROGRESS, PipelineProgress.class)
                            .iterator()
                            .next());
        }
    }

    /**
     * The rows that a pipeline has come to which judges continuously, when all events came in their order, nothing comes any more and no
     * partition is idle yet.
     *
     * @param lookMillis how long each look goes on before a commit
     * @param commits how many there are when the last event has come
     */
    List<String> atRest(String name, Fleet fleet, long lookMillis, int commits) throws Exception {
        String registryUrl = "mock://" + name;
        Timing timing =
                Timing.LIVE.looking(lookMillis).withIdle(Duration.ofDays(1).toMillis());
        PipelineSettings settings = PipelineSettings.ofCase(name, "nowhere:1", registryUrl, 1, 1, folder.resolve(name))
                .withTiming(timing);
        Properties properties = StreamsProperties.of(settings);
        try (SchemaRegistryClient registry = RegistrySettings.at(registryUrl).connect();
                TopologyTestDriver driver = new TopologyTestDriver(
                        new FleetTopology(settings, properties, registry, PackedLocator.bundled(), DetectorSuite.ALL)
                                .get(),
                        properties)) {
            Driven driven = new Driven(driver, registry, settings.prefix());
            fleet.profiles().forEach(driven::profile);
            fleet.lifecycles().forEach(driven::lifecycle);
            fleet.events().forEach(driven::event);
            for (int i = 0; i < commits; i++) {
                driver.advanceWallClockTime(Duration.ofMillis(timing.commitMillis()));
            }
            return FinalTables.rows(
                    driven.table(Topic.COUNT, DestinationCount.class),
                    driven.table(Topic.ACTIVITY, ModelActivity.class),
                    driven.table(Topic.ALERT, Alert.class));
        }
    }

    private void keep(TopologyTestDriver driver, String topic) {
        var output = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (TestRecord<byte[], byte[]> each : output.readRecordsToList()) {
            changelog.add(StateFixture.entry(
                    topic, changelog.size(), each.key(), each.value(), new RecordHeaders(each.headers())));
        }
    }

    /** The topics of one driver. */
    private static final class Driven implements Arrival.Sink {

        private final TopologyTestDriver driver;
        private final SchemaRegistryClient registry;
        private final String prefix;
        private final Map<Topic, TestInputTopic<byte[], byte[]>> inputs = new EnumMap<>(Topic.class);
        private final RecordSerializer<SpecificRecord> serializer;

        Driven(TopologyTestDriver driver, SchemaRegistryClient registry, String prefix) {
            this.driver = driver;
            this.registry = registry;
            this.prefix = prefix;
            this.serializer = new RecordSerializer<>(registry, true);
            for (Topic topic : Topic.values()) {
                if (topic.isInput()) {
                    inputs.put(
                            topic,
                            driver.createInputTopic(
                                    topic.name(prefix), new ByteArraySerializer(), new ByteArraySerializer()));
                }
            }
        }

        private void pipe(Topic topic, String key, SpecificRecord value, Instant time) {
            inputs.get(topic)
                    .pipeInput(
                            key.getBytes(StandardCharsets.UTF_8),
                            serializer.serialize(topic.name(prefix), value),
                            time);
        }

        @Override
        public void event(DeviceConnection event) {
            pipe(Topic.CONNECTION, event.getDeviceId(), event, event.getTime());
        }

        @Override
        public void profile(DeviceProfile profile) {
            pipe(Topic.PROFILE, profile.getDeviceId(), profile, Instant.EPOCH);
        }

        @Override
        public void lifecycle(DeviceLifecycle lifecycle) {
            pipe(Topic.LIFECYCLE, lifecycle.getDeviceId(), lifecycle, lifecycle.getTime());
        }

        @Override
        public void flush() {
            // the driver takes every record at once
        }

        void endOfInput() {
            inputs.forEach((topic, input) -> {
                ProducerRecord<byte[], byte[]> mark = EndOfInput.mark(topic.name(prefix), 0, 1, 0);
                input.pipeInput(new TestRecord<>(mark.key(), mark.value(), mark.headers(), Instant.EPOCH));
            });
        }

        <T extends SpecificRecord> Collection<T> table(Topic topic, Class<T> type) {
            RecordDeserializer<T> values = new RecordDeserializer<>(type, registry);
            TreeMap<String, T> table = new TreeMap<>();
            for (KeyValue<byte[], byte[]> record : driver.createOutputTopic(
                            topic.name(prefix), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readKeyValuesToList()) {
                String key = new String(record.key, StandardCharsets.UTF_8);
                T value = values.deserialize(topic.name(prefix), record.value);
                if (value == null) {
                    table.remove(key);
                } else {
                    table.put(key, value);
                }
            }
            return table.values();
        }
    }

    @Override
    public void close() {
        // each run closes its own driver
    }
}
