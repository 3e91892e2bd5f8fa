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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Forgets one device: the pipeline drops its profile, contacts and findings and retracts the alerts about it, and then these
 * alerts are removed from their topics by records without value.
 */
public final class DeviceRemoval {

    private static final List<Topic> RENDERINGS =
            List.of(Topic.ALERT_JSON, Topic.ALERT_OCSF, Topic.ALERT_ECS, Topic.ALERT_CEF);

    private final Addresses addresses;
    private final String deviceId;

    /** Of this device, on the cluster at these addresses. */
    public DeviceRemoval(Addresses addresses, String deviceId) {
        this.addresses = addresses;
        this.deviceId = deviceId;
    }

    /**
     * What was done.
     *
     * @param removed alerts about the device that are gone
     * @param standing alerts about it that the pipeline did not retract in time
     * @param mentions other alerts that still name it in their evidence
     */
    public record Outcome(int removed, int standing, int mentions) {}

    /**
     * Carries it out.
     *
     * @param topics names of the topics there are
     * @param pause waits between two looks; false to give up waiting for the pipeline
     */
    public Outcome run(Set<String> topics, BooleanSupplier pause) throws IOException, InterruptedException {
        try (FleetFeed feed = new FleetFeed(
                addresses.bootstrapServers(), addresses.registry(), "", Clock.systemUTC(), addresses.client())) {
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
            return new Outcome(gone.size(), standing, mentions);
        }
    }

    private Collection<Alert> alerts(SchemaRegistryClient registry) {
        return new TableReader(addresses.bootstrapServers(), addresses.client())
                .read(Topic.ALERT.name(""), new RecordDeserializer<>(Alert.class, registry))
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
                        .map(topic -> topic.name(""))
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
