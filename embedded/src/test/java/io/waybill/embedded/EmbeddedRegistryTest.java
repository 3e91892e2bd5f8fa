package io.waybill.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract and what is the embedded registry's own. Each test has subjects of its own. */
@Tag("slow")
class EmbeddedRegistryTest extends RegistryContract {

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    @BeforeAll
    static void start() throws IOException {
        stack = EmbeddedStack.start(folder);
    }

    @Override
    String url() {
        return stack.registryUrl();
    }

    @AfterAll
    static void stop() {
        stack.close();
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
}
