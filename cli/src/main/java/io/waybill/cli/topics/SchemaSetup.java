package io.waybill.cli.topics;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.waybill.registry.PublicSchema;
import io.waybill.schemas.Topic;
import java.io.IOException;
import org.apache.avro.Schema;

/** Registers the schemas of the topics, so that feeds find them before the first record is written. */
public final class SchemaSetup {

    /** Public contracts: every version must read every other one. */
    private static final String PUBLIC_LEVEL = "FULL_TRANSITIVE";

    private SchemaSetup() {}

    /**
     * Registers what is not registered yet.
     *
     * @param prefix of the topics' names
     * @throws IOException when the registry does not answer or refuses
     */
    public static void register(SchemaRegistryClient registry, String prefix) throws IOException {
        for (Topic topic : Topic.values()) {
            Schema schema = topic.schema();
            if (schema == null) {
                continue;
            }
            String subject = topic.name(prefix) + "-value";
            try {
                registry.updateCompatibility(subject, PUBLIC_LEVEL);
                registry.register(subject, PublicSchema.of(schema));
            } catch (RestClientException e) {
                throw new IOException("the registry refuses the schema of " + subject + ": " + e.getMessage(), e);
            }
        }
    }
}
