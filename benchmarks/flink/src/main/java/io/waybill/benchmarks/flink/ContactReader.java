package io.waybill.benchmarks.flink;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.ReferenceData;
import io.waybill.benchmarks.contend.RemoteAddress;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.Location;
import io.waybill.streams.resolve.PackedLocator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads events with Avro, and resolves them with the pipeline's own classes. Each reader of partitions has one of its own. */
final class ContactReader implements KafkaRecordDeserializationSchema<Contact> {

    private static final long serialVersionUID = 1;

    private final String[] arena;
    private transient @Nullable RecordDeserializer<DeviceConnection> events;
    private transient @Nullable ReferenceData phones;
    private transient @Nullable DestinationResolver destinations;
    private transient @Nullable PackedLocator locator;

    ContactReader(Arena arena) {
        this.arena = arena.toArguments().toArray(String[]::new);
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        Arena here = Arena.of(List.of(arena));
        // Stays open as long as the process: what it has asked for once it knows.
        SchemaRegistryClient registry = RegistrySettings.at(here.registryUrl()).connect();
        events = new RecordDeserializer<>(DeviceConnection.class, registry);
        phones = ReferenceData.read(here, registry);
        destinations = new DestinationResolver();
        locator = PackedLocator.bundled();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Contact> out) {
        DeviceConnection event = Objects.requireNonNull(events).deserialize(record.topic(), record.value());
        if (event != null) {
            out.collect(contact(event));
        }
    }

    private Contact contact(DeviceConnection event) {
        byte[] ip = RemoteAddress.of(event);
        Destination destination = Objects.requireNonNull(destinations).resolve(event.getHost(), ip);
        Location place =
                ip == null ? Location.UNKNOWN : Objects.requireNonNull(locator).locate(ip);
        ReferenceData.Phone phone = Objects.requireNonNull(phones).of(event.getDeviceId());
        Contact contact = new Contact();
        contact.device = event.getDeviceId();
        contact.eventId = event.getEventId();
        contact.time = event.getTime().toEpochMilli();
        contact.maker = phone.maker();
        contact.model = phone.model();
        contact.firmware = phone.firmwareAt(contact.time);
        contact.destination = destination.name();
        contact.kind = destination.kind().ordinal();
        contact.country = place.country();
        contact.asn = place.asn();
        contact.occurrences = event.getOccurrences();
        contact.failed = event.getOutcome() == Outcome.UNANSWERED || event.getOutcome() == Outcome.REJECTED;
        contact.bytesSent = event.getBytesSent();
        contact.bytesReceived = event.getBytesReceived();
        contact.packetsSent = event.getPacketsSent();
        contact.packetsReceived = event.getPacketsReceived();
        return contact;
    }

    @Override
    public TypeInformation<Contact> getProducedType() {
        return TypeInformation.of(Contact.class);
    }
}
