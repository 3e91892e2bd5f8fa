package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.failure.DeadLetter;
import io.waybill.streams.feed.EndOfInput;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

/** A record that cannot be used goes to the dead letters as it was, and says why; the next one is used. */
class DeadLettersTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final SchemaRegistryClient REGISTRY =
            RegistrySettings.at("mock://dead-letters").connect();
    private static final String TOPIC = Topic.CONNECTION.name("");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        AvroTrust.vouch();
        PipelineSettings settings = PipelineSettings.live("nowhere:1", "mock://dead-letters", 1, 1, folder);
        Properties properties = StreamsProperties.of(settings);
        driver = new TopologyTestDriver(
                new FleetTopology(settings, properties, REGISTRY, PackedLocator.bundled(), DetectorSuite.ALL).get(),
                properties);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static DeviceConnection.Builder event() {
        return DeviceConnection.newBuilder()
                .setEventId("e-1")
                .setDeviceId("d")
                .setTime(NOW)
                .setTransport(Transport.TCP);
    }

    private static byte[] value(DeviceConnection event) {
        byte[] bytes = new RecordSerializer<DeviceConnection>(REGISTRY, true).serialize(TOPIC, event);
        assertThat(bytes).isNotNull();
        return bytes;
    }

    static Stream<Arguments> unusable() {
        AvroTrust.vouch();
        byte[] good = value(event().build());
        byte[] cut = java.util.Arrays.copyOf(good, good.length - 3);
        byte[] strange = good.clone();
        strange[4] = 99;
        return Stream.of(
                Arguments.of("missing-key", null, good),
                Arguments.of("undecodable", "d", new byte[] {1, 2, 3}),
                Arguments.of("undecodable", "d", cut),
                Arguments.of("undecodable", "d", null),
                Arguments.of("unknown-schema", "d", strange),
                Arguments.of("key-mismatch", "other", good),
                Arguments.of(
                        "absurd-time",
                        "d",
                        value(event().setTime(Instant.parse("1999-12-31T23:59:59Z"))
                                .build())),
                Arguments.of(
                        "absurd-time",
                        "d",
                        value(event().setTime(NOW.plusSeconds(86_401)).build())),
                Arguments.of("undecodable", "d", value(event().setOccurrences(0).build())),
                Arguments.of(
                        "undecodable",
                        "d",
                        value(event().setRemoteIp(ByteBuffer.wrap(new byte[5])).build())),
                Arguments.of("oversize", "d", new byte[(1 << 20) + 1]));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void sayWhyAndKeepTheBytes(String reason, @Nullable String key, byte @Nullable [] value) {
        byte @Nullable [] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);

        input().pipeInput(keyBytes, value, NOW);

        TestRecord<byte[], byte[]> letter = driver.createOutputTopic(
                        Topic.CONNECTION_DLQ.name(""), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        assertThat(header(letter, DeadLetter.REASON)).isEqualTo(reason);
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(TOPIC);
        assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("0");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.key()).isEqualTo(keyBytes);
    }

    /** Whoever may write to the topic may write any header. */
    static Stream<Arguments> brokenMarks() {
        return Stream.of("", "-1", "1.5", "one", "\u0661", "9".repeat(19), "9".repeat(400))
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("brokenMarks")
    @NullSource
    void aMarkOfTheEndWithoutItsNumberIsARecordLikeAnyOther(byte @Nullable [] number) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(EndOfInput.HEADER, number);
        byte[] key = "d".getBytes(StandardCharsets.UTF_8);

        for (Topic topic : List.of(Topic.CONNECTION, Topic.PROFILE, Topic.LIFECYCLE, Topic.POLICY)) {
            driver.createInputTopic(topic.name(""), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(key, new byte[] {1, 2, 3}, headers, NOW));
        }

        for (Topic letters : List.of(Topic.CONNECTION_DLQ, Topic.PROFILE_DLQ, Topic.LIFECYCLE_DLQ, Topic.POLICY_DLQ)) {
            TestRecord<byte[], byte[]> letter = driver.createOutputTopic(
                            letters.name(""), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecord();
            assertThat(header(letter, DeadLetter.REASON)).as(letters.name("")).isEqualTo("undecodable");
        }
    }

    @Test
    void aUsableRecordIsNoDeadLetter() {
        input().pipeInput("d".getBytes(StandardCharsets.UTF_8), value(event().build()), NOW);

        assertThat(driver.createOutputTopic(
                                Topic.CONNECTION_DLQ.name(""), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .isEmpty())
                .isTrue();
    }

    /** Events are taken together, and whether one is too old is known only then: when something else comes, or before a commit. */
    @Test
    void letters_among_good_records_come_in_the_order_of_the_input_each_from_its_own_place() {
        byte[] key = "d".getBytes(StandardCharsets.UTF_8);
        List<String> expected = new ArrayList<>();
        int good = 0;
        for (int i = 0; i < 80; i++) {
            DeviceConnection.Builder event = event().setEventId("e-" + i).setHost("www.example.com");
            if (i % 20 == 7) {
                expected.add(Topic.CONNECTION_DLQ.name("") + " " + i + " undecodable");
                input().pipeInput(key, new byte[] {1, 2, (byte) i}, NOW);
            } else if (i % 20 == 13) {
                expected.add(Topic.CONNECTION_DLQ.name("") + " " + i + " beyond-history");
                event.setTime(NOW.minus(60, ChronoUnit.DAYS));
                input().pipeInput(key, value(event.build()), NOW);
            } else {
                good++;
                input().pipeInput(key, value(event.build()), NOW);
            }
        }
        endInput();

        List<String> letters = new ArrayList<>();
        for (Topic to : List.of(Topic.CONNECTION_DLQ, Topic.PROFILE_DLQ, Topic.LIFECYCLE_DLQ, Topic.POLICY_DLQ)) {
            for (TestRecord<byte[], byte[]> letter : letters(to)) {
                assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(TOPIC);
                letters.add(to.name("") + " " + header(letter, DeadLetter.OFFSET) + " "
                        + header(letter, DeadLetter.REASON));
            }
        }
        assertThat(letters).isEqualTo(expected);
        assertThat(connectionsCounted()).isEqualTo(good);
    }

    private List<TestRecord<byte[], byte[]>> letters(Topic topic) {
        return driver.createOutputTopic(topic.name(""), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private void endInput() {
        for (Topic topic : List.of(Topic.CONNECTION, Topic.PROFILE, Topic.LIFECYCLE, Topic.POLICY)) {
            var mark = EndOfInput.mark(topic.name(""), 0, 1, 0);
            driver.createInputTopic(topic.name(""), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(mark.key(), mark.value(), mark.headers(), NOW));
        }
    }

    /** Of the only row that there is. */
    private long connectionsCounted() {
        DestinationCount newest = null;
        RecordDeserializer<DestinationCount> counts = new RecordDeserializer<>(DestinationCount.class, REGISTRY);
        String topic = Topic.COUNT.name("");
        for (byte[] row : driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()) {
            newest = counts.deserialize(topic, row);
        }
        return newest == null ? 0 : newest.getConnections();
    }

    private TestInputTopic<byte[], byte[]> input() {
        return driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
