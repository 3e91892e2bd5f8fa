package io.waybill.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.waybill.registry.RecordSerde;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Waybill relies on in a schema registry, through Confluent's client over HTTP; run against each that there is. */
abstract class RegistryContract {

    static final AvroSchema ONE_FIELD = new AvroSchema(
            SchemaBuilder.record("R").fields().requiredString("a").endRecord());
    static final AvroSchema OPTIONAL_ADDED = new AvroSchema(SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .optionalString("b")
            .endRecord());
    static final AvroSchema REQUIRED_ADDED = new AvroSchema(SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .requiredString("b")
            .endRecord());

    /** Where the registry is. */
    abstract String url();

    @Test
    void a_record_goes_round_in_both_serdes() throws Exception {
        String topic = Topic.LIFECYCLE.baseName();
        DeviceLifecycle reset = new DeviceLifecycle(
                "e1",
                "redmi-07",
                Instant.ofEpochMilli(1_406_851_200_000L),
                LifecycleKind.FACTORY_RESET,
                null,
                null,
                null,
                null);
        try (SchemaRegistryClient client = client();
                RecordSerde<DeviceLifecycle> serde = new RecordSerde<>(DeviceLifecycle.class, client, true);
                KafkaAvroDeserializer theirs = new KafkaAvroDeserializer()) {
            theirs.configure(Map.of("schema.registry.url", url()), false);

            byte[] bytes = serde.serializer().serialize(topic, reset);

            assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(reset);
            assertThat(theirs.deserialize(topic, bytes))
                    .isInstanceOfSatisfying(
                            GenericRecord.class,
                            read -> assertThat(read.get("deviceId")).hasToString("redmi-07"));
        }
    }

    @Test
    void without_registration_nothing_is_registered() throws Exception {
        try (SchemaRegistryClient client = client();
                RecordSerializer<DeviceLifecycle> serializer = new RecordSerializer<>(client, false)) {
            DeviceLifecycle any =
                    new DeviceLifecycle("e", "d", Instant.EPOCH, LifecycleKind.OTHER, null, null, null, null);

            assertThatThrownBy(() -> serializer.serialize("unregistered", any))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("cannot find the schema of unregistered-value");
            assertThat(client.getAllSubjects()).doesNotContain("unregistered-value");
        }
    }

    @Test
    void latest_is_the_newest_version() throws Exception {
        client().register("latest", ONE_FIELD);
        int newest = client().register("latest", OPTIONAL_ADDED);

        SchemaMetadata latest = client().getLatestSchemaMetadata("latest");

        assertThat(latest.getVersion()).isEqualTo(2);
        assertThat(latest.getId()).isEqualTo(newest);
        assertThat(client().getSchemaMetadata("latest", 1).getSchema()).isEqualTo(ONE_FIELD.canonicalString());
        assertThat(refusal(() -> client().getSchemaMetadata("latest", 3)).getErrorCode())
                .isEqualTo(40402);
        assertThat(refusal(() -> client().getSchemaById(999_999)).getErrorCode())
                .isEqualTo(40403);
    }

    static Stream<Topic> topicsWithSchema() {
        return Arrays.stream(Topic.values()).filter(topic -> topic.schema() != null);
    }

    @ParameterizedTest
    @MethodSource("topicsWithSchema")
    void takes_every_contract_under_the_public_level(Topic topic) throws Exception {
        Schema schema = requireNonNull(topic.schema());
        String subject = topic.baseName() + "-value";
        client().updateCompatibility(subject, "FULL_TRANSITIVE");

        int id = client().register(subject, new AvroSchema(schema));

        assertThat(client().getSchemaById(id).name()).isEqualTo(schema.getFullName());
    }

    @Test
    void a_transitive_level_looks_at_every_earlier_version() throws Exception {
        client().updateCompatibility("transitive", "NONE");
        client().register("transitive", REQUIRED_ADDED);
        client().register("transitive", OPTIONAL_ADDED);
        AvroSchema another = new AvroSchema(SchemaBuilder.record("R")
                .fields()
                .requiredString("a")
                .optionalString("b")
                .optionalInt("c")
                .endRecord());
        AvroSchema lost = new AvroSchema(
                SchemaBuilder.record("R").fields().requiredString("a").endRecord());

        client().updateCompatibility("transitive", "FULL");
        assertThat(client().testCompatibility("transitive", lost)).isTrue();

        client().updateCompatibility("transitive", "FULL_TRANSITIVE");
        assertThat(refusal(() -> client().register("transitive", another)).getStatus())
                .isEqualTo(409);
        assertThat(client().getCompatibility("transitive")).isEqualTo("FULL_TRANSITIVE");
    }

    static RestClientException refusal(ThrowingCallable call) {
        RestClientException refusal = catchThrowableOfType(RestClientException.class, call);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    /** A fresh one each time: Confluent's client answers from its cache where it can. */
    SchemaRegistryClient client() {
        return RegistrySettings.at(url()).connect();
    }
}
