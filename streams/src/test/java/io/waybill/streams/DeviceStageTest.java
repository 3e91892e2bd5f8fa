package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.failure.DeadLetter;
import io.waybill.streams.feed.EndOfInput;
import io.waybill.streams.feed.Forgetting;
import io.waybill.streams.feed.InputReader;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountsPart;
import io.waybill.streams.part.Part.TalliesPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import io.waybill.streams.part.Tally;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.store.LedgerStoreBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many records come between two commits makes no difference to what is counted, nor to the dead letters and their order. */
@Tag("slow")
class DeviceStageTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int RECORDS = 400;
    private static final SchemaRegistryClient REGISTRY =
            RegistrySettings.at("mock://device-stage").connect();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** Holds records back and lets them through in one go: the test driver commits behind each record that it takes. */
    private static final class Together implements Processor<byte[], byte[], byte[], byte[]> {
        private final int count;
        private final List<Held> held = new ArrayList<>();
        private @Nullable InternalProcessorContext<byte[], byte[]> context;

        Together(int count) {
            this.count = count;
        }

        /** A record and where it stood. */
        private record Held(Record<byte[], byte[]> record, ProcessorRecordContext where) {}

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            context = (InternalProcessorContext<byte[], byte[]>) processorContext;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            InternalProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
            held.add(new Held(record, to.recordContext()));
            if (held.size() >= count || EndOfInput.round(record.headers()).isPresent()) {
                for (Held each : held) {
                    to.setRecordContext(each.where());
                    to.forward(each.record());
                }
                held.clear();
            }
        }
    }

    /** What came out: dead letters in their order, the newest of each row, and what became of the connection records. */
    private record Outcome(List<String> letters, TreeMap<String, Sums> rows, Tally tally) {}

    private static Topology topology(PipelineSettings settings, int together) {
        DestinationResolver destinations = new DestinationResolver();
        return new Topology()
                .addSource(
                        "inputs",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Arrays.stream(Topic.values())
                                .filter(Topic::isInput)
                                .map(topic -> topic.name(""))
                                .toArray(String[]::new))
                .addProcessor("together", () -> new Together(together), "inputs")
                .addProcessor(
                        DeviceStage.NAME,
                        () -> new DeviceStage(
                                settings,
                                new InputReader(REGISTRY, settings.earliest()),
                                new FarEndCache(destinations, PackedLocator.bundled()),
                                List.of(),
                                PipelineMeters.unread()),
                        "together")
                .addStateStore(
                        new LedgerStoreBuilder<>(DeviceStage.STORE, () -> new DeviceBook(settings.book())),
                        DeviceStage.NAME)
                .addSink(
                        FleetTopology.TO_DESTINATIONS,
                        "told",
                        new StringSerializer(),
                        PartCodec.serde().serializer(),
                        DeviceStage.NAME)
                .addSink(
                        FleetTopology.DEAD_LETTERS,
                        "letters",
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        DeviceStage.NAME);
    }

    private Outcome run(BookSettings book, List<Sent> input, int together) {
        PipelineSettings settings = PipelineSettings.live(
                        "nowhere:1", "mock://device-stage", 1, 1, folder.resolve("by-" + together))
                .withBook(book)
                // No window closes before the end, so that what is published of one does not depend on when it was.
                .withTiming(Timing.LIVE.withLateness(Duration.ofDays(90).toMillis()));
        Properties properties = StreamsProperties.of(settings);
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(settings, together), properties)) {
            input.forEach(each -> driver.createInputTopic(
                            each.topic().name(""), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(each.record()));
            for (Topic topic : Topic.values()) {
                if (topic.isInput()) {
                    var mark = EndOfInput.mark(topic.name(""), 0, 1, 0);
                    driver.createInputTopic(topic.name(""), new ByteArraySerializer(), new ByteArraySerializer())
                            .pipeInput(new TestRecord<>(mark.key(), mark.value(), mark.headers(), BEGIN));
                }
            }
            return outcome(driver);
        }
    }

    private static Outcome outcome(TopologyTestDriver driver) {
        List<String> letters = new ArrayList<>();
        driver.createOutputTopic("letters", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(letter -> letters.add(header(letter, DeadLetter.TOPIC) + "/"
                        + header(letter, DeadLetter.PARTITION) + "/" + header(letter, DeadLetter.OFFSET) + " "
                        + header(letter, DeadLetter.REASON) + " " + Arrays.toString(letter.key()) + " "
                        + Arrays.hashCode(letter.value())));
        TreeMap<String, Sums> rows = new TreeMap<>();
        Tally tally = Tally.NONE;
        for (Part part : driver.createOutputTopic(
                        "told", new StringDeserializer(), PartCodec.serde().deserializer())
                .readValuesToList()) {
            if (part instanceof CountsPart counts) {
                counts.rows()
                        .forEach(row -> rows.put(
                                row.destination().name() + " " + row.cohort().value() + " " + row.window(),
                                row.sums()));
            } else if (part instanceof TalliesPart tallies) {
                Tally all = Objects.requireNonNull(tallies.byTopic().get(Topic.CONNECTION.baseName()));
                // How many were late depends on when windows were published.
                tally = new Tally(all.in(), all.counted(), all.repeated(), 0, all.deadLettered());
            }
        }
        rows.values().removeIf(Sums::isNone);
        return new Outcome(letters, rows, tally);
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** One record of the input. */
    private record Sent(Topic topic, TestRecord<byte[], byte[]> record) {}

    private static Sent sent(Topic topic, String device, byte @Nullable [] value, RecordHeaders headers) {
        return new Sent(
                topic,
                new TestRecord<>(
                        device.getBytes(StandardCharsets.UTF_8), value, headers, BEGIN.plus(Duration.ofDays(30))));
    }

    private static byte @Nullable [] value(Topic topic, SpecificRecord record) {
        return new RecordSerializer<>(REGISTRY, true).serialize(topic.name(""), record);
    }

    /** Mostly events, and in between what cannot be used, profiles, and devices that are to be forgotten. */
    private static List<Sent> input(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sent> input = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String device = "device-" + random.nextInt(6);
            int what = random.nextInt(40);
            if (what == 0) {
                input.add(sent(Topic.CONNECTION, device, new byte[] {1, 2, (byte) i}, new RecordHeaders()));
            } else if (what == 1) {
                input.add(sent(Topic.PROFILE, device, new byte[] {3, (byte) i}, new RecordHeaders()));
            } else if (what == 2) {
                RecordHeaders forgetting = new RecordHeaders();
                forgetting.add(Forgetting.HEADER, new byte[0]);
                input.add(sent(Topic.PROFILE, device, null, forgetting));
            } else if (what == 3) {
                DeviceProfile profile = DeviceProfile.newBuilder()
                        .setDeviceId(device)
                        .setValidFrom(BEGIN)
                        .setManufacturer("M")
                        .setModel("m" + random.nextInt(2))
                        .build();
                input.add(sent(Topic.PROFILE, device, value(Topic.PROFILE, profile), new RecordHeaders()));
            } else {
                int number = random.nextInt(12) == 0 ? random.nextInt(i + 1) : i;
                DeviceConnection event = DeviceConnection.newBuilder()
                        .setEventId("e-" + number)
                        .setDeviceId(device)
                        // Of twenty days, so that with a history of ten many are too old for it.
                        .setTime(BEGIN.plus(Duration.ofHours(random.nextInt(i + 80))))
                        .setTransport(Transport.TCP)
                        .setHost("www.site" + random.nextInt(5) + ".com")
                        .setRemotePort(443)
                        .setBytesSent(number)
                        .build();
                input.add(sent(Topic.CONNECTION, device, value(Topic.CONNECTION, event), new RecordHeaders()));
            }
        }
        return input;
    }

    @ParameterizedTest(name = "seed {0}, {1} records between two commits")
    @CsvSource({"1, 2", "2, 31", "3, 32", "4, 33", "5, 1000", "6, 1000"})
    void records_that_are_taken_together_count_as_those_that_come_one_by_one(long seed, int together) {
        List<Sent> input = input(seed);
        Outcome oneByOne = run(BookSettings.CASE, input, 1);

        assertThat(run(BookSettings.CASE, input, together)).as("seed %d", seed).isEqualTo(oneByOne);
        assertThat(oneByOne.rows()).as("seed %d", seed).isNotEmpty();
        assertThat(oneByOne.letters())
                .as("seed %d", seed)
                .anyMatch(letter -> letter.startsWith(Topic.PROFILE.name("") + "/"))
                .anyMatch(letter -> letter.startsWith(Topic.CONNECTION.name("") + "/"));
    }

    @ParameterizedTest(name = "seed {0}, {1} records between two commits")
    @CsvSource({"7, 2", "8, 31", "9, 32", "10, 33", "11, 1000", "12, 1000"})
    void who_is_too_old_among_others_is_buried_in_the_order_of_the_input(long seed, int together) {
        BookSettings book = BookSettings.CASE.remembering(Duration.ofDays(10).toMillis());
        List<Sent> input = input(seed);
        Outcome oneByOne = run(book, input, 1);

        Outcome taken = run(book, input, together);

        assertThat(taken.letters()).as("seed %d", seed).isEqualTo(oneByOne.letters());
        assertThat(taken.tally()).as("seed %d", seed).isEqualTo(oneByOne.tally());
        assertThat(taken.tally().isBalanced()).isTrue();
        assertThat(offsets(taken, "undecodable", "beyond-history"))
                .as("seed %d", seed)
                .isSorted();
        assertThat(offsets(taken, "beyond-history")).as("seed %d", seed).hasSizeGreaterThan(10);
        assertThat(offsets(taken, "undecodable")).as("seed %d", seed).hasSizeGreaterThan(1);
    }

    private static List<Long> offsets(Outcome outcome, String... reasons) {
        List<Long> offsets = new ArrayList<>();
        for (String letter : outcome.letters()) {
            String[] parts = letter.split(" ", 3);
            if (parts[0].startsWith(Topic.CONNECTION.name("") + "/")
                    && List.of(reasons).contains(parts[1])) {
                offsets.add(Long.parseLong(parts[0].substring(parts[0].lastIndexOf('/') + 1)));
            }
        }
        return offsets;
    }
}
