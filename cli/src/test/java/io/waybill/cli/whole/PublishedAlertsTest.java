package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Topic;
import io.waybill.streams.alert.CloudEvent;
import io.waybill.streams.topics.TableReader;
import io.waybill.testkit.pcap.SampleCapture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline itself puts into the alert topic: every record is a CloudEvent in Kafka's binary mode. */
@Tag("slow")
class PublishedAlertsTest {

    static {
        AvroTrust.vouch();
    }

    @TempDir
    Path folder = Path.of("");

    @Test
    void every_record_carries_the_attributes_of_its_alert() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("data/kafka"));
                Workbench bench = new Workbench(folder, stack);
                SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect()) {
            SampleCapture.write(folder);
            bench.replay(
                    "ce",
                    List.of(
                            "--inventory",
                            folder.resolve(SampleCapture.INVENTORY).toString(),
                            folder.resolve(SampleCapture.CAPTURE).toString()));
            String topic = Topic.ALERT.name("case.ce.");
            RecordDeserializer<Alert> values = new RecordDeserializer<>(Alert.class, registry);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            new TableReader(stack.bootstrapServers(), Map.of()).forEach(topic, records::add);

            assertThat(records).isNotEmpty();
            assertThat(records).allSatisfy(record -> {
                Alert alert = values.deserialize(topic, record.value());
                assertThat(alert).isNotNull();
                Map<String, String> headers = headers(record);
                assertThat(headers.keySet()).containsExactlyInAnyOrderElementsOf(CloudEvent.DOCUMENTED.keySet());
                assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(alert.getId());
                assertThat(headers)
                        .containsEntry("ce_specversion", "1.0")
                        .containsEntry("ce_id", alert.getId() + "." + alert.getRevision())
                        .containsEntry("ce_source", "/waybill/case.ce.")
                        .containsEntry("ce_type", "io.waybill.alert.v1")
                        .containsEntry(
                                "ce_subject",
                                alert.getSubject().getLevel() + ":"
                                        + alert.getSubject().getValue());
                assertThat(headers.get("content-type")).startsWith("application/");
                assertThat(Instant.parse(headers.get("ce_time")))
                        .isEqualTo(alert.getWindow().getEnd());
            });
            assertThat(records)
                    .extracting(record -> headers(record).get("ce_id"))
                    .doesNotHaveDuplicates();
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            assertThat(headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)))
                    .as("each once")
                    .isNull();
        }
        return headers;
    }
}
