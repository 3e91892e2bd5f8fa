package io.waybill.streams.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.codec.Connections;
import io.waybill.streams.failure.Reason;
import io.waybill.streams.failure.Unusable;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which records the view reads itself, and that Avro has the last word on all others. */
class ConnectionReaderTest {

    private static final String TOPIC = "events";

    private final SchemaRegistryClient registry =
            RegistrySettings.at("mock://connection-reader").connect();
    private final RecordSerializer<DeviceConnection> serializer = new RecordSerializer<>(registry, true);
    private final ConnectionReader reader = new ConnectionReader(registry);
    private final ConnectionView given = new ConnectionView();

    @BeforeEach
    void trust() {
        AvroTrust.vouch();
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @Test
    void records_of_this_schema_do_not_go_through_avro() throws Unusable {
        Connections events = new Connections(1, true);
        for (int i = 0; i < 500; i++) {
            DeviceConnection event = events.next();

            assertThat(read(serializer.serialize(TOPIC, event)).eventId()).isEqualTo(event.getEventId());
        }
        assertThat(reader.resolved()).isZero();
    }

    @Test
    void an_older_schema_without_a_field_is_resolved_by_avro() throws Exception {
        Schema older = without("ja4", "packetsSent", "packetsReceived");
        DeviceConnection event = new Connections(2, true).next();
        byte[] value = written(older, event);

        ConnectionView view = read(value);

        assertThat(reader.resolved()).isOne();
        assertThat(view.eventId()).isEqualTo(event.getEventId());
        assertThat(view.host()).isEqualTo(event.getHost());
        assertThat(view.bytesSent()).isEqualTo(event.getBytesSent());
        assertThat(view.position()).isEqualTo(event.getPosition());
        assertThat(view.packetsSent()).isZero();
    }

    @Test
    void both_schemas_may_alternate() throws Exception {
        Connections events = new Connections(3, true);
        Schema older = without("leaks");
        for (int i = 0; i < 100; i++) {
            DeviceConnection event = events.next();
            byte[] value = i % 2 == 0 ? written(older, event) : serializer.serialize(TOPIC, event);

            ConnectionView view = read(value);

            assertThat(view.deviceId()).isEqualTo(event.getDeviceId());
            assertThat(view.leakKinds()).isEqualTo(i % 2 == 0 ? List.of() : event.getLeaks());
        }
        assertThat(reader.resolved()).isEqualTo(50);
    }

    @Test
    void texts_outside_ascii_go_through_avro_and_come_out_the_same() throws Unusable {
        Connections events = new Connections(4, false);
        for (int i = 0; i < 200; i++) {
            DeviceConnection event = events.next();

            ConnectionView view = read(serializer.serialize(TOPIC, event));

            assertThat(view.eventId()).isEqualTo(event.getEventId());
            assertThat(view.app()).isEqualTo(event.getApp());
        }
        assertThat(reader.resolved()).isPositive();
    }

    @Test
    void a_value_cut_short_is_undecodable_at_every_length() {
        byte[] value = Objects.requireNonNull(serializer.serialize(TOPIC, new Connections(5, true).next()));
        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);

            assertThatThrownBy(() -> read(cut))
                    .isInstanceOfSatisfying(
                            Unusable.class,
                            unusable -> assertThat(unusable.reason()).isEqualTo(Reason.UNDECODABLE));
        }
    }

    @Test
    void no_value_and_an_unknown_schema_have_their_own_reasons() {
        byte[] value = Objects.requireNonNull(serializer.serialize(TOPIC, new Connections(6, true).next()));
        value[1] = 0x7f;

        assertThatThrownBy(() -> read(null))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(Reason.UNDECODABLE));
        assertThatThrownBy(() -> read(value))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA));
        assertThatThrownBy(() -> read(new byte[InputReader.MAX_VALUE_BYTES + 1]))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.reason()).isEqualTo(Reason.OVERSIZE));
    }

    private static Schema without(String... names) {
        Schema own = DeviceConnection.getClassSchema();
        List<Schema.Field> kept = own.getFields().stream()
                .filter(field -> !List.of(names).contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(own.getName(), own.getDoc(), own.getNamespace(), false, kept);
    }

    /** The event as a feed writes it that knows only these fields. */
    private byte[] written(Schema schema, DeviceConnection event) throws Exception {
        int id = registry.register("older-" + schema.getFields().size(), new AvroSchema(schema));
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = event.get(
                    DeviceConnection.getClassSchema().getField(field.name()).pos());
            record.put(
                    field.pos(),
                    value instanceof Enum<?> symbol
                            ? new GenericData.EnumSymbol(field.schema(), symbol.name())
                            : field.name().equals("time")
                                    ? (Object) event.getTime().toEpochMilli()
                                    : value);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0, (byte) (id >>> 24), (byte) (id >>> 16), (byte) (id >>> 8), (byte) id});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private ConnectionView read(byte @Nullable [] value) throws Unusable {
        return reader.read(TOPIC, value, given);
    }
}
