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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Confluent's client against the embedded registry, over HTTP. Each test has subjects of its own. */
class EmbeddedRegistryTest {

    private static final AvroSchema ONE_FIELD = new AvroSchema(
            SchemaBuilder.record("R").fields().requiredString("a").endRecord());
    private static final AvroSchema OPTIONAL_ADDED = new AvroSchema(SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .optionalString("b")
            .endRecord());
    private static final AvroSchema REQUIRED_ADDED = new AvroSchema(SchemaBuilder.record("R")
            .fields()
            .requiredString("a")
            .requiredString("b")
            .endRecord());

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = EmbeddedStack.start(folder);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

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
            theirs.configure(Map.of("schema.registry.url", stack.registryUrl()), false);

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
    void one_schema_has_one_id_under_every_subject_and_one_version_however_often_it_comes() throws Exception {
        int first = client().register("same-1", ONE_FIELD);

        assertThat(client().register("same-1", ONE_FIELD)).isEqualTo(first);
        assertThat(client().register("same-2", ONE_FIELD)).isEqualTo(first);
        assertThat(client().getAllVersions("same-1")).containsExactly(1);
        assertThat(client().getAllSubjectsById(first)).contains("same-1", "same-2");
        assertThat(client().getVersion("same-2", ONE_FIELD)).isEqualTo(1);
        assertThat(client().getId("same-2", ONE_FIELD)).isEqualTo(first);
        assertThat(client().getSchemaById(first)).isEqualTo(ONE_FIELD);
    }

    @Test
    void an_incompatible_schema_is_refused_with_409_and_leaves_no_trace() throws Exception {
        client().register("strict", ONE_FIELD);

        RestClientException refused = refusal(() -> client().register("strict", REQUIRED_ADDED));

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(refused.getErrorCode()).isEqualTo(409);
        assertThat(refused).hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(client().getAllVersions("strict")).containsExactly(1);
        assertThat(client().testCompatibility("strict", REQUIRED_ADDED)).isFalse();
        assertThat(client().testCompatibilityVerbose("strict", REQUIRED_ADDED))
                .anySatisfy(reason -> assertThat(reason).contains("READER_FIELD_MISSING_DEFAULT_VALUE"));
        assertThat(client().testCompatibility("strict", OPTIONAL_ADDED)).isTrue();
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

    @Test
    void levels_are_global_until_a_subject_has_its_own() throws Exception {
        assertThat(client().getCompatibility(null)).isEqualTo("BACKWARD");
        assertThat(refusal(() -> client().getCompatibility("plain")).getErrorCode())
                .isEqualTo(40408);

        client().updateCompatibility("plain", "NONE");
        assertThat(client().getCompatibility("plain")).isEqualTo("NONE");

        client().deleteCompatibility("plain");
        assertThat(refusal(() -> client().getCompatibility("plain")).getErrorCode())
                .isEqualTo(40408);
        assertThat(refusal(() -> client().updateCompatibility("plain", "SIDEWAYS"))
                        .getErrorCode())
                .isEqualTo(42203);
    }

    @Test
    void a_deleted_subject_is_hidden_and_its_ids_stay_readable() throws Exception {
        AvroSchema schema = new AvroSchema(
                SchemaBuilder.record("Gone").fields().requiredString("a").endRecord());
        int id = client().register("gone", schema);

        assertThat(client().deleteSubject("gone")).containsExactly(1);

        assertThat(client().getAllSubjects()).doesNotContain("gone");
        assertThat(client().getAllSubjects(true)).contains("gone");
        assertThat(client().getSchemaById(id)).isEqualTo(schema);
        assertThat(refusal(() -> client().getLatestSchemaMetadata("gone")).getErrorCode())
                .isEqualTo(40401);
        assertThat(refusal(() -> client().deleteSubject("gone", true)).getStatus())
                .isIn(404, 422);
        assertThat(client().register("gone", schema)).isEqualTo(id);
        assertThat(client().getAllVersions("gone")).containsExactly(2);
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

    @ParameterizedTest
    @EnumSource(value = Topic.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*_DLQ")
    void takes_every_contract_under_the_public_level(Topic topic) throws Exception {
        Schema schema = requireNonNull(topic.schema());
        String subject = topic.baseName() + "-value";
        client().updateCompatibility(subject, "FULL_TRANSITIVE");

        int id = client().register(subject, new AvroSchema(schema));

        assertThat(client().getSchemaById(id).name()).isEqualTo(schema.getFullName());
    }

    private static RestClientException refusal(ThrowingCallable call) {
        RestClientException refusal = catchThrowableOfType(RestClientException.class, call);
        assertThat(refusal).isNotNull();
        return refusal;
    }

    /** A fresh one each time: Confluent's client answers from its cache where it can. */
    private static SchemaRegistryClient client() {
        return RegistrySettings.at(stack.registryUrl()).connect();
    }
}
