package io.waybill.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.Cli;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("../docs/asyncapi.json");

    private final JsonNode root;

    AsyncApiTest() throws IOException {
        root = new ObjectMapper().readTree(AsyncApi.text());
    }

    @Test
    void theDocumentInTheDocsIsTheOneTheSchemasGive() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .as("topics or schemas changed: waybill topics asyncapi > docs/asyncapi.json")
                .isEqualTo(AsyncApi.text());
    }

    @Test
    void theCommandPrintsIt() {
        Cli cli = Cli.run("topics", "asyncapi");

        assertThat(cli.code()).isZero();
        assertThat(cli.out()).isEqualTo(AsyncApi.text());
        assertThat(cli.err()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyTopicHasChannelOperationAndMessage(Topic topic) {
        String message = TopicGuide.message(topic);
        JsonNode channel = root.at("/channels").path(topic.baseName());
        JsonNode operation = root.at("/operations").path((topic.isInput() ? "receive" : "send") + message);

        assertThat(channel.path("address").asText()).isEqualTo(topic.baseName());
        assertThat(channel.path("description").asText()).isNotBlank();
        assertThat(operation.path("action").asText()).isEqualTo(topic.isInput() ? "receive" : "send");
        assertThat(root.at("/components/messages").path(message).path("summary").asText())
                .isNotBlank();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collect(root, references);

        assertThat(references).hasSizeGreaterThan(3 * Topic.values().length);
        for (String reference : references) {
            String[] steps = reference.substring(2).split("/");
            JsonNode at = root;
            for (String step : steps) {
                at = at.path(step);
            }
            assertThat(at.isMissingNode()).as(reference).isFalse();
        }
    }

    @Test
    void everySchemaStandsInItAsRegistered() {
        Stream.of(Topic.values()).map(Topic::schema).filter(Objects::nonNull).forEach(schema -> {
            JsonNode entry = root.at("/components/schemas").path(schema.getName());
            assertThat(entry.path("schemaFormat").asText()).startsWith("application/vnd.apache.avro");
            String text = entry.path("schema").toString();
            Schema read = new Schema.Parser().parse(text);
            assertThat(read.getFields()).hasSameSizeAs(schema.getFields());
            assertThat(read.getFields())
                    .allSatisfy(field -> assertThat(field.doc()).isNotBlank());
            assertThat(text).doesNotContain("avro.java.string");
        });
    }

    @Test
    void alertsSayWhichHeadersTheyCarry() {
        JsonNode headers = root.at("/components/messages/Alert/headers/properties");

        assertThat(headers.properties())
                .extracting(Map.Entry::getKey)
                .contains("ce_id", "ce_type", "ce_source", "ce_specversion");
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }
}
