package io.waybill.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSerdeTest {

    private static final String TOPIC = "waybill.device.connection.v1";

    private String url = "";
    private SchemaRegistryClient client = RegistrySettings.at("mock://unused").connect();

    @BeforeEach
    void connect(TestInfo test) {
        AvroTrust.vouch();
        url = "mock://" + test.getTestMethod().orElseThrow().getName().replaceAll("\\W", "");
        client = RegistrySettings.at(url).connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void reads_what_it_wrote() {
        RecordSerde<DeviceConnection> serde = new RecordSerde<>(DeviceConnection.class, client, true);

        byte[] bytes = serde.serializer().serialize(TOPIC, connection());

        assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(connection());
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void writes_what_confluent_reads() {
        byte[] bytes = new RecordSerializer<DeviceConnection>(client, true).serialize(TOPIC, connection());

        try (KafkaAvroDeserializer theirs = new KafkaAvroDeserializer()) {
            theirs.configure(Map.of("schema.registry.url", url, "specific.avro.reader", true), false);
            assertThat(theirs.deserialize(TOPIC, bytes)).isEqualTo(connection());
        }
    }

    @Test
    void reads_what_confluent_wrote() {
        try (KafkaAvroSerializer theirs = new KafkaAvroSerializer()) {
            theirs.configure(Map.of("schema.registry.url", url), false);
            byte[] bytes = theirs.serialize(TOPIC, connection());

            RecordDeserializer<DeviceConnection> ours = new RecordDeserializer<>(DeviceConnection.class, client);
            assertThat(ours.deserialize(TOPIC, bytes)).isEqualTo(connection());
        }
    }

    @Test
    void registers_under_the_topic_without_java_specifics() throws Exception {
        byte[] bytes = new RecordSerializer<DeviceConnection>(client, true).serialize(TOPIC, connection());

        assertThat(client.getAllSubjects()).containsExactly(TOPIC + "-value");
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        assertThat(client.getSchemaById(id).canonicalString())
                .contains("DeviceConnection")
                .doesNotContain("avro.java.string");
    }

    @Test
    void without_registration_an_unknown_schema_is_refused() {
        RecordSerializer<DeviceConnection> serializer = new RecordSerializer<>(client, false);

        assertThatThrownBy(() -> serializer.serialize(TOPIC, connection()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot find the schema of " + TOPIC + "-value");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_registry_that_does_not_answer_is_told_apart_from_one_that_refuses(boolean autoRegister) throws Exception {
        try (SchemaRegistryClient nobody =
                RegistrySettings.at("http://127.0.0.1:1").connect()) {
            RecordSerializer<DeviceConnection> serializer = new RecordSerializer<>(nobody, autoRegister);

            assertThatThrownBy(() -> serializer.serialize(TOPIC, connection()))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("the schema of " + TOPIC + "-value");
        }
    }

    @Test
    void without_registration_a_registered_schema_is_used() throws Exception {
        byte[] registered = new RecordSerializer<DeviceConnection>(client, true).serialize(TOPIC, connection());

        byte[] found = new RecordSerializer<DeviceConnection>(client, false).serialize(TOPIC, connection());

        assertThat(found).isEqualTo(registered);
    }

    @Test
    void an_older_writer_s_record_takes_the_defaults_of_what_came_later() throws Exception {
        Schema older = SchemaBuilder.record("DeviceLifecycle")
                .namespace("io.waybill.schemas")
                .fields()
                .requiredString("eventId")
                .requiredString("deviceId")
                .name("time")
                .type(DeviceLifecycle.getClassSchema().getField("time").schema())
                .noDefault()
                .name("kind")
                .type(DeviceLifecycle.getClassSchema().getField("kind").schema())
                .noDefault()
                .endRecord();
        GenericRecord record = new GenericRecordBuilder(older)
                .set("eventId", "e1")
                .set("deviceId", "d1")
                .set("time", 1_400_000_000_000L)
                .set("kind", new GenericData.EnumSymbol(older.getField("kind").schema(), "FACTORY_RESET"))
                .build();

        DeviceLifecycle read = read(record);

        assertThat(read)
                .isEqualTo(new DeviceLifecycle(
                        "e1",
                        "d1",
                        Instant.ofEpochMilli(1_400_000_000_000L),
                        LifecycleKind.FACTORY_RESET,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void a_newer_writer_s_unknown_field_and_unknown_symbol_are_survived() throws Exception {
        Schema kind = SchemaBuilder.enumeration("LifecycleKind")
                .namespace("io.waybill.schemas")
                .defaultSymbol("OTHER")
                .symbols("BATTERY_REPLACED", "OTHER");
        Schema newer = SchemaBuilder.record("DeviceLifecycle")
                .namespace("io.waybill.schemas")
                .fields()
                .requiredString("colour")
                .requiredString("eventId")
                .requiredString("deviceId")
                .requiredLong("time")
                .name("kind")
                .type(kind)
                .noDefault()
                .endRecord();
        GenericRecord record = new GenericRecordBuilder(newer)
                .set("colour", "red")
                .set("eventId", "e1")
                .set("deviceId", "d1")
                .set("time", 5L)
                .set("kind", new GenericData.EnumSymbol(kind, "BATTERY_REPLACED"))
                .build();

        DeviceLifecycle read = read(record);

        assertThat(read.getKind()).isEqualTo(LifecycleKind.OTHER);
        assertThat(read.getTime()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(read.getEventId()).isEqualTo("e1");
    }

    @Test
    void is_shared_by_threads() throws Exception {
        RecordSerde<DeviceConnection> serde = new RecordSerde<>(DeviceConnection.class, client, true);
        Callable<Boolean> work = () -> {
            for (int i = 0; i < 2_000; i++) {
                DeviceConnection sent = connection();
                sent.setDeviceId(Thread.currentThread().getName());
                sent.setPosition((long) i);
                byte[] bytes = serde.serializer().serialize(TOPIC, sent);
                if (!sent.equals(serde.deserializer().deserialize(TOPIC, bytes))) {
                    return false;
                }
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> equal : threads.invokeAll(List.of(work, work, work, work))) {
                assertThat(equal.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void another_record_s_bytes_are_an_error_that_says_so() {
        RecordSerializer<DeviceConnection> serializer = new RecordSerializer<>(client, true);
        RecordDeserializer<DeviceConnection> deserializer = new RecordDeserializer<>(DeviceConnection.class, client);
        byte[] good = serializer.serialize(TOPIC, connection());

        byte[] longer = Arrays.copyOf(good, good.length + 1);
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, longer))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("left over");
        byte[] unknownId = good.clone();
        unknownId[1] = 0x7f;
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, unknownId))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("does not know schema");
    }

    private DeviceLifecycle read(GenericRecord record) throws Exception {
        String topic = "waybill.device.lifecycle.v1";
        client.register(topic + "-value", new AvroSchema(record.getSchema()));
        try (KafkaAvroSerializer theirs = new KafkaAvroSerializer()) {
            theirs.configure(Map.of("schema.registry.url", url), false);
            byte[] bytes = theirs.serialize(topic, record);
            return new RecordDeserializer<>(DeviceLifecycle.class, client).deserialize(topic, bytes);
        }
    }

    static DeviceConnection connection() {
        return DeviceConnection.newBuilder()
                .setEventId("0123-1")
                .setDeviceId("redmi-07")
                .setTime(Instant.ofEpochMilli(1_406_851_200_123L))
                .setTransport(Transport.TCP)
                .setRemoteIp(ByteBuffer.wrap(new byte[] {42, 62, 48, (byte) 200}))
                .setRemotePort(443)
                .setHost("api.account.xiaomi.com")
                .setHostSource(HostSource.TLS_SNI)
                .setOutcome(Outcome.ESTABLISHED)
                .setBytesSent(517)
                .setBytesReceived(4_096)
                .setPacketsSent(5)
                .setPacketsReceived(6)
                .setLeaks(List.of("IMEI"))
                .setCapture("fleet.pcap")
                .setPosition(17)
                .build();
    }
}
