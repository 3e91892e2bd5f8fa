package io.waybill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedStackTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_restart_keeps_ids_versions_levels_and_deletions() throws Exception {
        AvroSchema number = new AvroSchema(Schema.create(Schema.Type.LONG));
        AvroSchema text = new AvroSchema(Schema.create(Schema.Type.STRING));
        int numberId;
        int textId;
        try (EmbeddedStack stack = EmbeddedStack.start(folder);
                SchemaRegistryClient client =
                        RegistrySettings.at(stack.registryUrl()).connect()) {
            numberId = client.register("number", number);
            textId = client.register("text", text);
            client.updateCompatibility("text", "FULL_TRANSITIVE");
            client.updateCompatibility(null, "FULL");
            client.register("hidden", text);
            client.deleteSubject("hidden");
        }

        try (EmbeddedStack stack = EmbeddedStack.start(folder);
                SchemaRegistryClient client =
                        RegistrySettings.at(stack.registryUrl()).connect()) {
            assertThat(client.getAllSubjects()).containsExactly("number", "text");
            assertThat(client.getAllSubjects(true)).containsExactly("hidden", "number", "text");
            assertThat(client.register("number", number)).isEqualTo(numberId);
            assertThat(client.getSchemaById(textId)).isEqualTo(text);
            assertThat(client.getCompatibility("text")).isEqualTo("FULL_TRANSITIVE");
            assertThat(client.getCompatibility(null)).isEqualTo("FULL");
            AvroSchema record =
                    new AvroSchema(SchemaBuilder.record("New").fields().endRecord());
            assertThat(client.register("new", record)).isEqualTo(Math.max(numberId, textId) + 1);
        }
    }

    @Test
    void when_the_registry_s_port_is_taken_the_broker_does_not_stay_behind() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedStack.start(folder, EmbeddedBroker.FREE_PORT, other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " of 127.0.0.1 is taken");
        }
        EmbeddedStack.start(folder).close();
    }
}
