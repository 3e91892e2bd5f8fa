package io.waybill.cli.policy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.shell.Addresses;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.Alert;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The policy of a pipeline that runs, as its topics tell it. The rules in force are a compacted topic that others write, too (the
 * console's suppressions); what was applied from a file is kept beside it, version by version. The number of a version is its
 * place in that topic, so two who apply at once get two numbers.
 */
public final class LivePolicy {

    private static final byte[] KEY = "policy".getBytes(StandardCharsets.UTF_8);

    private final Addresses addresses;
    private final String prefix;
    private final TableReader reader;

    /** Of the pipeline whose topics have this prefix. */
    public LivePolicy(Addresses addresses, String prefix) {
        this.addresses = addresses;
        this.prefix = prefix;
        this.reader = new TableReader(addresses.bootstrapServers(), addresses.client());
    }

    /** Rules in force, by id. */
    public Collection<PolicyRule> rules() throws IOException {
        try (SchemaRegistryClient registry = addresses.registry().connect()) {
            return reader.read(Topic.POLICY.name(prefix), new RecordDeserializer<>(PolicyRule.class, registry))
                    .values();
        }
    }

    /** The newest state of every alert under a prefix. */
    public Collection<Alert> alerts(String alertsPrefix) throws IOException {
        try (SchemaRegistryClient registry = addresses.registry().connect()) {
            return reader.read(Topic.ALERT.name(alertsPrefix), new RecordDeserializer<>(Alert.class, registry))
                    .values();
        }
    }

    /** What was applied, oldest first. */
    public List<PolicyVersion> versions() {
        List<PolicyVersion> versions = new ArrayList<>();
        reader.forEach(
                Topic.POLICY_VERSION.name(prefix),
                record -> versions.add(version(record.offset(), record.timestamp(), record.value())));
        return versions;
    }

    private static PolicyVersion version(long offset, long timestamp, byte[] yaml) {
        return new PolicyVersion(offset + 1, Instant.ofEpochMilli(timestamp), new String(yaml, StandardCharsets.UTF_8));
    }

    /**
     * Makes these the rules in force, and keeps them as a version unless they are what the latest one is.
     *
     * @return the version that now holds
     * @throws IOException when the cluster refuses, or the policy is too large for a record; then nothing was changed
     */
    public PolicyVersion apply(PolicyChange change, Collection<PolicyRule> wanted)
            throws IOException, InterruptedException {
        String yaml = PolicyVersion.yaml(wanted);
        Optional<PolicyVersion> latest = versions().stream().reduce((earlier, later) -> later);
        PolicyVersion now =
                latest.isPresent() && change.isEmpty() && latest.get().yaml().equals(yaml) ? latest.get() : keep(yaml);
        try (FleetFeed feed = new FleetFeed(
                addresses.bootstrapServers(), addresses.registry(), prefix, Clock.systemUTC(), addresses.client())) {
            change.added().forEach(feed::send);
            change.changed().forEach(feed::send);
            change.removed().forEach(rule -> feed.withdrawRule(rule.getRuleId()));
            feed.flush();
        }
        return now;
    }

    /** First, so that no rule is ever in force of which nobody knows where it came from. */
    private PolicyVersion keep(String yaml) throws IOException, InterruptedException {
        byte[] value = yaml.getBytes(StandardCharsets.UTF_8);
        long now = Clock.systemUTC().millis();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(addresses.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            long offset = producer.send(new ProducerRecord<>(Topic.POLICY_VERSION.name(prefix), 0, now, KEY, value))
                    .get()
                    .offset();
            return version(offset, now, value);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof RecordTooLargeException) {
                throw new IOException(
                        "the policy has " + value.length + " bytes, more than the broker takes in one record; raise"
                                + " max.message.bytes of " + Topic.POLICY_VERSION.name(prefix)
                                + " and max.request.size (--set kafka.max.request.size=...)",
                        refused);
            }
            throw new IOException("the version cannot be kept: " + refused.getCause(), refused);
        }
    }
}
