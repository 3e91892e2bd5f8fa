package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.failure.DeadLetter;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.TableReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where many records come between two commits, a dead letter goes where its record belongs, in the order of the input. */
@Tag("slow")
class DeadLettersOnBrokerTest {

    private static final String NAME = "letters";
    private static final String PREFIX = PipelineSettings.casePrefix(NAME);
    private static final Duration HISTORY = Duration.ofDays(10);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int RECORDS = 500;

    private final Map<Topic, List<String>> expected =
            new EnumMap<>(Map.of(Topic.CONNECTION_DLQ, new ArrayList<>(), Topic.PROFILE_DLQ, new ArrayList<>()));
    private int good;

    @Test
    void letters_of_events_and_profiles_that_come_together_are_kept_apart(@TempDir Path folder) throws Exception {
        AvroTrust.vouch();
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"));
                SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect();
                CaseRun run = new CaseRun(settings(stack, folder), PackedLocator.bundled(), Clock.systemUTC())) {
            send(stack, new RecordSerializer<>(registry, true));

            CaseTables tables = run.finish(progress -> {});

            TableReader reader = new TableReader(stack.bootstrapServers(), Map.of());
            Map<Topic, List<String>> letters = new EnumMap<>(Topic.class);
            for (Topic topic :
                    List.of(Topic.CONNECTION_DLQ, Topic.PROFILE_DLQ, Topic.LIFECYCLE_DLQ, Topic.POLICY_DLQ)) {
                reader.forEach(
                        topic.name(PREFIX),
                        record -> letters.computeIfAbsent(topic, any -> new ArrayList<>())
                                .add(line(record)));
            }
            assertThat(letters).isEqualTo(expected);
            assertThat(tables.counts().stream()
                            .mapToLong(DestinationCount::getConnections)
                            .sum())
                    .isEqualTo(good);
        }
    }

    private static PipelineSettings settings(EmbeddedStack stack, Path folder) {
        return PipelineSettings.ofCase(
                        NAME, stack.bootstrapServers(), stack.registryUrl(), 1, 1, folder.resolve("state"))
                .withBook(BookSettings.CASE.remembering(HISTORY.toMillis()));
    }

    private static String line(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetter.TOPIC) + " " + header(letter, DeadLetter.OFFSET) + " "
                + header(letter, DeadLetter.REASON);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void expect(Topic topic, int offset, String reason) {
        expected.get(topic.deadLetters()).add(topic.name(PREFIX) + " " + offset + " " + reason);
    }

    /** Every tenth event is too old; its neighbours and some profiles are no records at all. */
    private void send(EmbeddedStack stack, RecordSerializer<DeviceConnection> serializer) {
        Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
        String events = Topic.CONNECTION.name(PREFIX);
        String profiles = Topic.PROFILE.name(PREFIX);
        int profilesSent = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                if (i % 25 == 3) {
                    expect(Topic.PROFILE, profilesSent++, "undecodable");
                    producer.send(record(profiles, new byte[] {1}));
                }
                if (i % 10 == 6) {
                    expect(Topic.CONNECTION, i, "undecodable");
                    producer.send(record(events, new byte[] {2}));
                } else if (i % 10 == 7) {
                    expect(Topic.CONNECTION, i, "beyond-history");
                    producer.send(record(events, serializer.serialize(events, event(i, BEGIN.minus(HISTORY)))));
                } else {
                    good++;
                    producer.send(record(events, serializer.serialize(events, event(i, BEGIN.plusSeconds(i + 7_200)))));
                }
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, 0, "d".getBytes(StandardCharsets.UTF_8), value);
    }

    private static DeviceConnection event(int number, Instant time) {
        return DeviceConnection.newBuilder()
                .setEventId("e-" + number)
                .setDeviceId("d")
                .setTime(time)
                .setTransport(Transport.TCP)
                .setHost("www.example.com")
                .setRemotePort(443)
                .build();
    }
}
