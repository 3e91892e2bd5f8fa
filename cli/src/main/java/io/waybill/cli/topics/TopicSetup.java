package io.waybill.cli.topics;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.waybill.registry.PublicSchema;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** Makes the topics of the catalogue and registers their schemas. What is there already stays as it is. */
public final class TopicSetup {

    /** Public contracts: every version must read every other one. */
    private static final String PUBLIC_LEVEL = "FULL_TRANSITIVE";

    private final Admin admin;
    private final SchemaRegistryClient registry;

    /** Both stay the caller's to close. */
    public TopicSetup(Admin admin, SchemaRegistryClient registry) {
        this.admin = admin;
        this.registry = registry;
    }

    /**
     * How the topics are to be.
     *
     * @param prefix empty, or ending in a dot, e.g. {@code case.redmi.}
     * @param partitions of every topic but the policy's, which every task reads whole and which therefore has one
     * @param replication copies of each partition
     * @param ofCase whether nothing may expire, because the records are a replay's
     */
    public record Layout(String prefix, int partitions, short replication, boolean ofCase) {

        int partitions(Topic topic) {
            return topic == Topic.POLICY || topic == Topic.POLICY_DLQ ? 1 : partitions;
        }
    }

    /**
     * One topic after the set-up.
     *
     * @param made now; false where it was there before
     * @param partitions it has
     * @param wanted partitions asked for
     */
    public record Made(String name, boolean made, int partitions, int wanted) {

        /** Whether it was there before with another number of partitions. */
        public boolean differs() {
            return partitions != wanted;
        }
    }

    /**
     * Makes what is missing.
     *
     * @throws IOException when broker or registry refuse or do not answer
     */
    public List<Made> create(Layout layout) throws IOException {
        try {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            List<String> existing = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                String name = topic.name(layout.prefix);
                if (present.contains(name)) {
                    existing.add(name);
                } else {
                    missing.add(new NewTopic(name, layout.partitions(topic), layout.replication)
                            .configs(topic.configuration(layout.ofCase)));
                }
            }
            admin.createTopics(missing).all().get();
            Map<String, TopicDescription> before =
                    admin.describeTopics(existing).allTopicNames().get();
            registerSchemas(layout.prefix);
            return made(layout, before);
        } catch (ExecutionException e) {
            throw new IOException("cannot make the topics: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making topics", e);
        }
    }

    private static List<Made> made(Layout layout, Map<String, TopicDescription> before) {
        List<Made> all = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            String name = topic.name(layout.prefix);
            TopicDescription description = before.get(name);
            int partitions = description == null
                    ? layout.partitions(topic)
                    : description.partitions().size();
            all.add(new Made(name, description == null, partitions, layout.partitions(topic)));
        }
        return all;
    }

    private void registerSchemas(String prefix) throws IOException {
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
