package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.schemas.Topic;
import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.alert.AlertBook;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.failure.DeadLetter;
import io.waybill.streams.feed.InputReader;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.store.LedgerStoreBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The pipeline: rules are broadcast to all device partitions; devices tell destinations; destinations tell alerts.
 *
 * <pre>
 *   policy ────▶ (broadcast) ──┐
 *   connection ────────────────┤
 *   profile ───────────────────┼─▶ devices ──▶ destinations ──▶ alerts ──▶ alert, progress
 *   lifecycle ─────────────────┘     │              │
 *                                    └▶ *.dlq       └▶ count, activity
 * </pre>
 */
public final class FleetTopology implements Supplier<Topology> {

    /** By this name Kafka Streams knows the processor that it puts in front of the repartition topic: stages forward to it. */
    static final String TO_DESTINATIONS = "to-destinations-repartition-filter";

    /** The same in front of the other one. */
    static final String TO_ALERTS = "to-alerts-repartition-filter";

    static final String DEAD_LETTERS = "dead-letters";
    static final String COUNTS = "counts";
    static final String ACTIVITY = "activity";
    static final String ALERTS = "alerts-out";
    static final String PROGRESS = "progress";

    /** Key of parts that every partition of the next stage gets. */
    static final String BROADCAST = "";

    /** Key of parts that only pass through the next stage, by its first partition. */
    static final String FIRST_PARTITION = "\0first";

    private final PipelineSettings settings;
    private final Properties properties;
    private final SchemaRegistryClient registry;
    private final IpLocator locator;
    private final DetectorSuite detectors;
    private final PipelineMeters meters;
    private final ColdTier cold;
    private final DestinationResolver destinations = new DestinationResolver();

    /**
     * With these parts.
     *
     * @param properties of Kafka Streams, for those that shape the topology
     */
    public FleetTopology(
            PipelineSettings settings,
            Properties properties,
            SchemaRegistryClient registry,
            IpLocator locator,
            DetectorSuite detectors) {
        this(settings, properties, registry, locator, detectors, PipelineMeters.unread(), ColdTier.none());
    }

    /** The same, measured, and with a tier on disk, which whoever made it closes. */
    public FleetTopology(
            PipelineSettings settings,
            Properties properties,
            SchemaRegistryClient registry,
            IpLocator locator,
            DetectorSuite detectors,
            PipelineMeters meters,
            ColdTier cold) {
        this.settings = settings;
        this.properties = properties;
        this.registry = registry;
        this.locator = locator;
        this.detectors = detectors;
        this.meters = meters;
        this.cold = cold;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        KStream<byte[], byte[]> rules = builder.stream(name(Topic.POLICY), bytes("policy-in"))
                .process(RuleRelay::new, Named.as(RuleRelay.NAME))
                .repartition(toAllPartitions("policy"));
        KStream<byte[], byte[]> inputs = builder.stream(
                List.of(name(Topic.CONNECTION), name(Topic.PROFILE), name(Topic.LIFECYCLE)), bytes("inputs"));
        inputs.merge(rules, Named.as("inputs-and-rules"))
                .process(deviceStage(), Named.as(DeviceStage.NAME))
                .repartition(parts("to-destinations", settings.partitions()))
                .process(destinationStage(), Named.as(DestinationStage.NAME))
                .repartition(parts("to-alerts", 1))
                .process(alertStage(), Named.as(AlertStage.NAME));
        return withSinks(builder.build(properties));
    }

    /** Sinks hang on stages by name, because a stage writes to more than one topic. */
    private Topology withSinks(Topology topology) {
        addSink(topology, COUNTS, name(Topic.COUNT), DestinationStage.NAME);
        addSink(topology, ACTIVITY, name(Topic.ACTIVITY), DestinationStage.NAME);
        addSink(topology, ALERTS, name(Topic.ALERT), AlertStage.NAME);
        addSink(topology, PROGRESS, name(Topic.PROGRESS), AlertStage.NAME);
        topology.addSink(
                DEAD_LETTERS,
                (byte[] key, byte[] value, RecordContext context) -> deadLetterTopic(context.headers()),
                Serdes.ByteArray().serializer(),
                Serdes.ByteArray().serializer(),
                DeviceStage.NAME);
        return topology;
    }

    private static void addSink(Topology topology, String sink, String topic, String parent) {
        topology.addSink(
                sink, topic, Serdes.ByteArray().serializer(), Serdes.ByteArray().serializer(), parent);
    }

    /**
     * By the letter itself, since the record that is processed when it leaves may be another one. What came by the broadcast of rules
     * belongs to the policy topic.
     */
    private String deadLetterTopic(Headers letter) {
        String from = DeadLetter.topic(letter);
        for (Topic topic : Topic.values()) {
            if (topic.isInput() && name(topic).equals(from)) {
                return name(topic.deadLetters());
            }
        }
        return name(Topic.POLICY_DLQ);
    }

    private ProcessorSupplier<byte[], byte[], Object, Object> deviceStage() {
        List<DeviceDetector> timed = meters.timedDevices(detectors.deviceSide());
        return supplier(
                () -> new DeviceStage(
                        settings,
                        new InputReader(registry, settings.earliest()),
                        new FarEndCache(destinations, locator),
                        timed,
                        meters),
                new LedgerStoreBuilder<>(DeviceStage.STORE, () -> new DeviceBook(settings.book(), cold)));
    }

    private ProcessorSupplier<Object, Object, Object, Object> destinationStage() {
        List<DestinationDetector> timed = meters.timedDestinations(detectors.destinationSide());
        return parts(supplier(
                () -> new DestinationStage(settings, registry, locator, timed, meters),
                new LedgerStoreBuilder<>(
                        DestinationStage.STORE,
                        () -> new DestinationBook(settings.book().windowMillis(), settings.partitions()))));
    }

    private ProcessorSupplier<Object, Object, Object, Object> alertStage() {
        return parts(supplier(
                () -> new AlertStage(settings, registry, meters),
                new LedgerStoreBuilder<>(AlertStage.STORE, () -> new AlertBook(settings.partitions()))));
    }

    private static <K, V> ProcessorSupplier<K, V, Object, Object> supplier(
            Supplier<Processor<K, V, Object, Object>> processor, StoreBuilder<?> store) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<K, V, Object, Object> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store);
            }
        };
    }

    /** A stage forwards keys and values of several types to its named children; between stages they are texts and parts. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ProcessorSupplier<Object, Object, Object, Object> parts(
            ProcessorSupplier<String, Part, Object, Object> stage) {
        return (ProcessorSupplier) stage;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Repartitioned<Object, Object> parts(String name, int partitions) {
        Serde<Object> keys = (Serde) Serdes.String();
        Serde<Object> values = (Serde) PartCodec.serde();
        return Repartitioned.with(keys, values)
                .withName(name)
                .withNumberOfPartitions(partitions)
                .withStreamPartitioner(new ByDestination());
    }

    /** Parts about a destination go to one partition, broadcasts to all. */
    private static final class ByDestination implements StreamPartitioner<Object, Object> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, Object key, Object value, int count) {
            if (key.equals(BROADCAST)) {
                return all(count);
            }
            if (key.equals(FIRST_PARTITION)) {
                return Optional.of(Set.of(0));
            }
            byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
            return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % count));
        }
    }

    private Repartitioned<byte[], byte[]> toAllPartitions(String name) {
        return Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(name)
                .withNumberOfPartitions(settings.partitions())
                .withStreamPartitioner((topic, key, value, count) -> all(count));
    }

    private static Optional<Set<Integer>> all(int count) {
        return Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()));
    }

    private static Consumed<byte[], byte[]> bytes(String name) {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name);
    }

    private String name(Topic topic) {
        return topic.name(settings.prefix());
    }
}
