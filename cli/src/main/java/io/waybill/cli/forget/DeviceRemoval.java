package io.waybill.cli.forget;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.shell.Addresses;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Forgets one device: the pipeline drops its profile, contacts and findings and retracts the alerts about it, and then these
 * alerts are removed from their topics by records without value. What is about it in topics that are not compacted is taken out of
 * them.
 */
public final class DeviceRemoval {

    private static final List<Topic> RENDERINGS =
            List.of(Topic.ALERT_JSON, Topic.ALERT_OCSF, Topic.ALERT_ECS, Topic.ALERT_CEF);

    /** Not compacted, small, and read by whoever takes a repeated record for the one it is. */
    private static final List<Topic> REWRITTEN =
            List.of(Topic.LIFECYCLE, Topic.CONNECTION_DLQ, Topic.PROFILE_DLQ, Topic.LIFECYCLE_DLQ);

    private final Addresses addresses;
    private final String prefix;
    private final String deviceId;

    /** Of this device, on the cluster at these addresses, from the pipeline whose topics have this prefix. */
    public DeviceRemoval(Addresses addresses, String prefix, String deviceId) {
        this.addresses = addresses;
        this.prefix = prefix;
        this.deviceId = deviceId;
    }

    /**
     * What was done.
     *
     * @param removed alerts about the device that are gone
     * @param standing alerts about it that the pipeline did not retract in time
     * @param mentions other alerts that still name it in their evidence
     * @param rewritten records about it that are gone from the lifecycle topic and the dead letters
     * @param events its connection events that are still in their topic
     */
    public record Outcome(int removed, int standing, int mentions, int rewritten, int events) {}

    /**
     * Carries it out.
     *
     * @param topics names of the topics there are
     * @param group of the pipeline, where its connection events are to be deleted as well; null to leave them
     * @param pause waits between two looks; false to give up waiting for the pipeline
     */
    public Outcome run(Set<String> topics, @Nullable String group, BooleanSupplier pause)
            throws IOException, InterruptedException {
        try (FleetFeed feed = new FleetFeed(
                addresses.bootstrapServers(), addresses.registry(), prefix, Clock.systemUTC(), addresses.client())) {
            feed.forget(deviceId);
            feed.flush();
        }
        try (SchemaRegistryClient registry = addresses.registry().connect()) {
            Collection<Alert> alerts = alerts(registry);
            while (about(alerts).anyMatch(DeviceRemoval::isStanding) && pause.getAsBoolean()) {
                alerts = alerts(registry);
            }
            List<String> gone = about(alerts)
                    .filter(each -> !isStanding(each))
                    .map(Alert::getId)
                    .toList();
            remove(gone, topics);
            int standing = (int) about(alerts).filter(DeviceRemoval::isStanding).count();
            int mentions = (int) alerts.stream().filter(this::onlyMentions).count();
            try (Admin admin = Admin.create(addresses.kafka())) {
                return new Outcome(gone.size(), standing, mentions, rewrite(admin, topics), events(admin, group));
            }
        }
    }

    private int rewrite(Admin admin, Set<String> topics) throws IOException, InterruptedException {
        TopicWithout without = new TopicWithout(addresses, deviceId);
        int gone = 0;
        for (Topic topic : REWRITTEN) {
            if (topics.contains(topic.name(prefix))) {
                gone += without.rewrite(admin, topic.name(prefix));
            }
        }
        return gone;
    }

    private int events(Admin admin, @Nullable String group) throws IOException, InterruptedException {
        EventTail tail = new EventTail(addresses, prefix, deviceId);
        EventTail.Found found = tail.find();
        return group == null || found.events() == 0 ? found.events() : tail.delete(admin, group, found);
    }

    private Collection<Alert> alerts(SchemaRegistryClient registry) {
        return new TableReader(addresses.bootstrapServers(), addresses.client())
                .read(Topic.ALERT.name(prefix), new RecordDeserializer<>(Alert.class, registry))
                .values();
    }

    private Stream<Alert> about(Collection<Alert> alerts) {
        return alerts.stream().filter(this::isAbout);
    }

    private boolean isAbout(Alert alert) {
        return alert.getSubject().getLevel() == SubjectLevel.DEVICE
                && alert.getSubject().getValue().equals(deviceId);
    }

    private boolean onlyMentions(Alert alert) {
        return !isAbout(alert)
                && isStanding(alert)
                && alert.getEvidence().stream().map(Evidence::getDeviceId).anyMatch(deviceId::equals);
    }

    private static boolean isStanding(Alert alert) {
        return alert.getStatus() != AlertStatus.RETRACTED;
    }

    private void remove(List<String> ids, Set<String> topics) throws IOException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(addresses.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> written = new ArrayList<>();
            for (String id : ids) {
                byte[] key = id.getBytes(StandardCharsets.UTF_8);
                Stream.concat(Stream.of(Topic.ALERT), RENDERINGS.stream())
                        .map(topic -> topic.name(prefix))
                        .filter(topics::contains)
                        .forEach(topic -> written.add(producer.send(new ProducerRecord<>(topic, key, null))));
            }
            for (Future<RecordMetadata> each : written) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException("alerts cannot be removed from their topics: " + failed.getCause(), failed);
        }
    }
}
