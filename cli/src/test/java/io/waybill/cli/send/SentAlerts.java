package io.waybill.cli.send;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import io.waybill.streams.alert.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Alerts to send. */
public final class SentAlerts {

    static {
        AvroTrust.vouch();
    }

    private SentAlerts() {}

    /** One that is open, about a device with a hostile name. */
    public static Alert alert(String id, Severity severity) {
        return Alert.newBuilder()
                .setId(id)
                .setDetector("periodic-contact")
                .setSubject(new AlertSubject(SubjectLevel.DEVICE, "réd \"mi\" 100%\n-07"))
                .setDestination("42.62.48.0/24")
                .setSeverity(severity)
                .setScore(0.9)
                .setWindow(
                        new AlertWindow(Instant.parse("2014-08-01T00:00:00Z"), Instant.parse("2014-08-02T00:00:00Z")))
                .setObserved(1)
                .setExpected(0)
                .setSamples(5)
                .setExplanation("because | = ]")
                .setStatus(AlertStatus.OPEN)
                .build();
    }

    static RenderedAlert rendered(Alert alert, String text) {
        return new RenderedAlert(alert, text, CloudEvent.headers(alert, "", "application/json"));
    }

    /** Puts them into the alert topic, all into one partition so that their order is known. */
    static void publish(String bootstrapServers, String registryUrl, String prefix, List<Alert> alerts)
            throws Exception {
        try (SchemaRegistryClient registry = RegistrySettings.at(registryUrl).connect();
                KafkaProducer<String, Alert> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringSerializer(),
                        new RecordSerializer<>(registry, true))) {
            for (Alert alert : alerts) {
                producer.send(new ProducerRecord<>(Topic.ALERT.name(prefix), 0, alert.getId(), alert))
                        .get();
            }
        }
    }
}
