package io.waybill.benchmarks.contend;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.benchmarks.tuned.TunedCounts;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Topic;
import io.waybill.streams.resolve.IpLocator;
import java.io.IOException;

/** The loops that are not Kafka Streams: poll, decode, count, publish. */
final class HandLoop {

    private final Arena arena;
    private final TopicScan scan;

    HandLoop(Arena arena) {
        this.arena = arena;
        this.scan = new TopicScan(arena);
    }

    /** Contender (a). */
    long poll() {
        long[] records = new long[1];
        scan.read(Topic.CONNECTION, record -> records[0]++);
        return records[0];
    }

    /** Contender (b). */
    long decode() throws IOException {
        long[] sum = new long[1];
        try (SchemaRegistryClient registry = arena.registry().connect()) {
            RecordDeserializer<DeviceConnection> reader = new RecordDeserializer<>(DeviceConnection.class, registry);
            scan.read(Topic.CONNECTION, record -> {
                DeviceConnection event = reader.deserialize(record.topic(), record.value());
                sum[0] += event == null ? 0 : event.getOccurrences();
            });
        }
        return sum[0];
    }

    /** Contender (c). */
    void byHand(IpLocator locator) throws IOException {
        HandCounts counts = new HandCounts(locator);
        try (SchemaRegistryClient registry = arena.registry().connect();
                Published published = new Published(arena)) {
            ReferenceData.read(arena, registry, counts::profile, counts::lifecycle);
            RecordDeserializer<DeviceConnection> events = new RecordDeserializer<>(DeviceConnection.class, registry);
            scan.read(Topic.CONNECTION, record -> {
                DeviceConnection event = events.deserialize(record.topic(), record.value());
                if (event != null) {
                    counts.event(event);
                }
            });
            counts.publish(published::send, published::send);
        }
    }

    /** Contender (d). */
    void tuned(IpLocator locator) throws IOException {
        TunedCounts counts = new TunedCounts(locator);
        try (SchemaRegistryClient registry = arena.registry().connect();
                Published published = new Published(arena)) {
            ReferenceData.read(arena, registry, counts::profile, counts::lifecycle);
            scan.read(Topic.CONNECTION, record -> counts.event(record.value()));
            counts.publish(published::send, published::send);
        }
    }
}
