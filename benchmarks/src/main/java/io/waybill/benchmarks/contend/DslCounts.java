package io.waybill.benchmarks.contend;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.benchmarks.contend.DslCodec.Contact;
import io.waybill.benchmarks.contend.DslCodec.RowSums;
import io.waybill.registry.RecordSerde;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.Topic;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.Location;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * Contender (e): the counts alone in the words of the DSL. Events join the table of profiles, a lean value of about 40 bytes goes
 * through the repartition, a windowed aggregate in RocksDB adds up. Its clients have the pipeline's sizes. It does less than the
 * others: repeats count, the firmware is the profile's whatever was installed later, no distinct devices, no place of the
 * majority, no denominators.
 */
final class DslCounts {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofDays(1);

    private final Arena arena;
    private final IpLocator locator;
    private final DestinationResolver destinations = new DestinationResolver();
    private final CountDownLatch all = new CountDownLatch(1);
    private final AtomicLong counted = new AtomicLong();

    DslCounts(Arena arena, IpLocator locator) {
        this.arena = arena;
        this.locator = locator;
    }

    /** Runs until every record is in an aggregate, commits, and returns the bytes it wrote to its repartition topic. */
    long run() throws IOException, InterruptedException {
        try (SchemaRegistryClient registry = arena.registry().connect();
                KafkaStreams streams = new KafkaStreams(topology(registry), properties())) {
            streams.setUncaughtExceptionHandler(thrown -> {
                all.countDown();
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            all.await();
            if (counted.get() < arena.events()) {
                throw new IllegalStateException("the DSL topology stopped after " + counted + " records");
            }
            return Repartitions.bytes(streams);
        }
    }

    private Topology topology(SchemaRegistryClient registry) {
        StreamsBuilder builder = new StreamsBuilder();
        KTable<String, DeviceProfile> profiles = builder.table(
                Arena.name(Topic.PROFILE),
                Consumed.with(Serdes.String(), new RecordSerde<>(DeviceProfile.class, registry, true)),
                Materialized.as("profiles"));
        builder.stream(
                        Arena.name(Topic.CONNECTION),
                        Consumed.with(Serdes.String(), new RecordSerde<>(DeviceConnection.class, registry, true)))
                .filter((device, event) -> event != null)
                .leftJoin(profiles, this::resolve)
                .map((device, contact) -> KeyValue.pair(contact.row(), contact))
                .groupByKey(Grouped.with("rows", Serdes.String(), DslCodec.contacts()))
                .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, GRACE))
                .aggregate(
                        RowSums::none,
                        this::add,
                        Materialized.<String, RowSums, WindowStore<Bytes, byte[]>>as("sums")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(DslCodec.sums()))
                .toStream()
                .map((row, sums) -> KeyValue.pair(key(row), count(row, sums)))
                .to(
                        Arena.name(Topic.COUNT),
                        Produced.with(Serdes.String(), new RecordSerde<>(DestinationCount.class, registry, true)));
        return builder.build();
    }

    private Contact resolve(DeviceConnection event, @Nullable DeviceProfile profile) {
        byte[] ip = RemoteAddress.of(event);
        Destination destination = destinations.resolve(event.getHost(), ip);
        Location place = ip == null ? Location.UNKNOWN : locator.locate(ip);
        String who = profile == null
                ? "unknown|unknown|unknown"
                : profile.getManufacturer() + "|" + profile.getModel() + "|" + profile.getFirmware();
        return Contact.of(who + "|" + destination.name(), event, place);
    }

    private RowSums add(String row, Contact contact, RowSums sums) {
        if (counted.incrementAndGet() == arena.events()) {
            all.countDown();
        }
        return sums.plus(contact);
    }

    private static String key(Windowed<String> row) {
        return row.key() + "|" + row.window().startTime();
    }

    private static DestinationCount count(Windowed<String> row, RowSums sums) {
        String[] parts = row.key().split("\\|", 4);
        return DestinationCount.newBuilder()
                .setManufacturer(parts[0])
                .setModel(parts[1])
                .setFirmware(parts[2])
                .setDestination(parts[3])
                .setCountry(sums.country().isEmpty() ? null : sums.country())
                .setAsn(sums.asn() == 0 ? null : sums.asn())
                .setWindowStart(row.window().startTime())
                .setWindowEnd(row.window().endTime())
                .setConnections(sums.connections())
                .setFailed(sums.failed())
                .setBytesSent(sums.bytesSent())
                .setBytesReceived(sums.bytesReceived())
                .setDevices(0)
                .setFirstSeen(Instant.ofEpochMilli(sums.firstSeen()))
                .setLastSeen(Instant.ofEpochMilli(sums.lastSeen()))
                .build();
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, arena.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arena.bootstrapServers());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, arena.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, arena.stateDir().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5_000);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 50);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        return properties;
    }
}
