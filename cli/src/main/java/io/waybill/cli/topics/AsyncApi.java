package io.waybill.cli.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.registry.PublicSchema;
import io.waybill.schemas.Topic;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * The topics and their contracts as an AsyncAPI 3.0 document, made from the catalogue and the Avro schemas alone. What feeds write
 * is received by Waybill, all else is sent by it. JSON, which is YAML as well.
 */
public final class AsyncApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";

    private AsyncApi() {}

    /** The whole document, ending with a line end. */
    public static String text() {
        ObjectNode root = JSON.createObjectNode();
        root.put("asyncapi", "3.0.0");
        ObjectNode info = root.putObject("info");
        info.put("title", "Waybill");
        info.put("version", "1");
        info.put(
                "description",
                "Which phone models contact which destinations. Feeds publish what devices did; Waybill publishes counts and alerts."
                        + " Values with a schema are Avro in the Confluent wire format, registered under <topic>-value at"
                        + " FULL_TRANSITIVE compatibility. A case or tenant has the same topics under a prefix.");
        info.putObject("license").put("name", "Apache-2.0");
        root.put("defaultContentType", "application/vnd.apache.avro");
        ObjectNode server = root.putObject("servers").putObject("local");
        server.put("host", "127.0.0.1:9092");
        server.put("protocol", "kafka");
        server.put("description", "The broker of waybill up; schema registry at http://127.0.0.1:8081.");
        ObjectNode channels = root.putObject("channels");
        ObjectNode operations = root.putObject("operations");
        ObjectNode components = root.putObject("components");
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        for (Topic topic : Topic.values()) {
            channel(channels.putObject(topic.baseName()), topic);
            operation(operations, topic);
            message(messages.putObject(TopicGuide.message(topic)), topic, schemas);
        }
        return print(root);
    }

    private static void channel(ObjectNode channel, Topic topic) {
        channel.put("address", topic.baseName());
        channel.put("description", TopicGuide.of(topic).about());
        String message = TopicGuide.message(topic);
        channel.putObject("messages").putObject(message).put("$ref", "#/components/messages/" + message);
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic.baseName());
        ObjectNode kept = kafka.putObject("topicConfiguration");
        Map<String, String> configuration = new TreeMap<>(topic.configuration(false));
        kept.putArray("cleanup.policy").add(configuration.getOrDefault("cleanup.policy", "delete"));
        String retention = configuration.get("retention.ms");
        if (retention != null) {
            kept.put("retention.ms", Long.parseLong(retention));
        }
        kafka.put("bindingVersion", "0.5.0");
    }

    private static void operation(ObjectNode operations, Topic topic) {
        String message = TopicGuide.message(topic);
        ObjectNode operation = operations.putObject((topic.isInput() ? "receive" : "send") + message);
        operation.put("action", topic.isInput() ? "receive" : "send");
        String channel = "#/channels/" + topic.baseName();
        operation.putObject("channel").put("$ref", channel);
        operation.putArray("messages").addObject().put("$ref", channel + "/messages/" + message);
    }

    private static void message(ObjectNode message, Topic topic, ObjectNode schemas) {
        TopicGuide guide = TopicGuide.of(topic);
        message.put("name", TopicGuide.message(topic));
        message.put("contentType", guide.contentType());
        Schema schema = topic.schema();
        if (schema == null) {
            message.put("summary", guide.about());
        } else {
            message.put("summary", schema.getDoc());
            message.putObject("payload").put("$ref", "#/components/schemas/" + schema.getName());
            ObjectNode entry = schemas.putObject(schema.getName());
            entry.put("schemaFormat", AVRO);
            entry.set("schema", read(PublicSchema.of(schema).canonicalString()));
        }
        if (!guide.headers().isEmpty()) {
            ObjectNode headers = message.putObject("headers");
            headers.put("type", "object");
            ObjectNode properties = headers.putObject("properties");
            guide.headers()
                    .forEach((name, about) ->
                            properties.putObject(name).put("type", "string").put("description", about));
        }
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string").put("description", guide.key());
        kafka.put("bindingVersion", "0.5.0");
    }

    private static JsonNode read(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a schema prints as JSON", impossible);
        }
    }

    private static String print(ObjectNode root) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return JSON.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree prints as JSON", impossible);
        }
    }
}
