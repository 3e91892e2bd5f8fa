package io.waybill.streams.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.CountsPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Part.TalliesPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.resolve.Destination;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartCodecTest {

    private static final Destination SITE = new Destination("бank\u202e.example", DestinationKind.SITE);
    private static final Cohort BUILD = Cohort.firmware("Acme", "One", "1.0");
    private static final EventRef EVENT = new EventRef("day1.pcap", 17, "e-17", 1_407_110_400_000L, "phone-1");

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static Finding finding() {
        return new Finding(
                "periodic-contact",
                "phone-1",
                "Acme",
                "One",
                "1.0",
                "",
                SITE.name(),
                0.5,
                "beats",
                Double.MAX_VALUE,
                -0.0,
                Long.MAX_VALUE,
                new Span(Long.MIN_VALUE, Long.MAX_VALUE),
                new TreeMap<>(Map.of("timing", 0.25)),
                new TreeMap<>(Map.of("periodMs", 3e5, "port", 443.0)),
                new TreeMap<>(Map.of("rule", "a\nb")),
                new TreeMap<>(Map.of("minContacts", "8")),
                List.of(EVENT, EVENT));
    }

    private static Verdict verdict(OptionalDouble some, @org.jspecify.annotations.Nullable String service) {
        return new Verdict(
                "surge",
                SubjectLevel.MODEL,
                "Acme One",
                SITE.name(),
                Severity.CRITICAL,
                1,
                some,
                new Span(0, 1),
                "contacts",
                10,
                2,
                some,
                some,
                5,
                6,
                new TreeMap<>(Map.of("a", 1.0)),
                new TreeMap<>(),
                "It does.",
                List.of(EVENT),
                service);
    }

    private static Sums sums() {
        return new Sums(9, 1, 2, 3, 4, 5, 6, 7, 8, new TreeMap<>(Map.of("CN/4134", 9L)));
    }

    private static Tally tally() {
        return new Tally(10, 7, 2, 1, new TreeMap<>(Map.of("no-time", 1L)));
    }

    static Stream<Part> parts() {
        AvroTrust.vouch();
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.RESIDENCY)
                .setAllowedCountries(List.of("IN"))
                .setValidFrom(Instant.ofEpochMilli(5))
                .build();
        return Stream.of(
                new CountPart(SITE, BUILD, 1_407_110_400_000L, 3, sums()),
                new CountPart(Destination.OTHER, BUILD, -1, 0, Sums.NONE),
                new CountsPart(List.of(
                        new CountPart(SITE, BUILD, 1_407_110_400_000L, 3, sums()),
                        new CountPart(SITE, Cohort.firmware("Acme", "One", "2"), 1_407_106_800_000L, 3, Sums.NONE),
                        new CountPart(SITE, BUILD, 1_407_114_000_000L, 3, sums()))),
                new ReachPart(SITE, 2, new TreeMap<>(Map.of(Cohort.FLEET, new Reach(4, 1, 2, List.of(EVENT))))),
                new ReachPart(SITE, 2, new TreeMap<>()),
                new FindingsPart(SITE, "phone-1", List.of(finding(), finding())),
                new FindingsPart(SITE, "", List.of()),
                new ActivityPart(1, 2, new TreeMap<>(Map.of(BUILD, new Active(3, 4)))),
                new CohortsPart(
                        7,
                        new TreeMap<>(Map.of(
                                Cohort.app("com.x"), new Fleet.Activity(1, 2, 3, 4),
                                Cohort.model("Acme", "One"), new Fleet.Activity(5, 6, 7, 8)))),
                new ProgressPart(new Progress(3, Long.MIN_VALUE, 0, true, Tally.NONE)),
                new ProgressPart(new Progress(3, 7_200_000, 3_600_000, 0, true, Tally.NONE)),
                new ProgressPart(new Progress(3, 7_200_000, Long.MIN_VALUE, 1, false, tally())),
                new ProgressPart(new Progress(3, Long.MAX_VALUE, 2, false, tally())),
                new TalliesPart(1, new TreeMap<>(Map.of("connections", tally()))),
                new PolicyPart(List.of(rule, rule)),
                new PolicyPart(List.of()),
                new VerdictsPart(
                        SITE.name(),
                        List.of(verdict(OptionalDouble.empty(), null), verdict(OptionalDouble.of(1e-300), "Push")),
                        17));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void comesBackAsItWent(Part part) {
        byte[] bytes = PartCodec.write(part);

        assertThat(PartCodec.read(bytes)).isEqualTo(part);
        assertThat(PartCodec.write(PartCodec.read(bytes))).isEqualTo(bytes);
        assertThat(PartCodec.serde().deserializer().deserialize("t", bytes)).isEqualTo(part);
    }

    /** A record cut short is refused wherever the cut is: what is missing is never made up. */
    @ParameterizedTest
    @MethodSource("parts")
    void refusesWhatIsCutShort(Part part) {
        byte[] bytes = PartCodec.write(part);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> PartCodec.read(cut))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    /** Flipped bits give another part or a refusal; never an error of the machine, and no more memory than the record has. */
    @ParameterizedTest
    @MethodSource("parts")
    void survivesDamage(Part part) {
        byte[] bytes = PartCodec.write(part);
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            byte[] damaged = bytes.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PartCodec.read(damaged)).as("seed %d", seed).isNotNull();
            } catch (RuntimeException refused) {
                assertThat(refused).as("seed %d", seed).isNotInstanceOf(NullPointerException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, 1L << 40, -1, Long.MIN_VALUE})
    void refusesACountThatTheBytesCannotHold(long count) {
        byte[] policy = new ByteWriter(16).int8(1).int8(7).varint(count).toBytes();
        byte[] activity = new ByteWriter(16)
                .int8(1)
                .int8(4)
                .varint(0)
                .varint(0)
                .varint(count)
                .toBytes();

        assertThatThrownBy(() -> PartCodec.read(policy)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> PartCodec.read(activity)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void namesTheVersionAndKindItDoesNotKnow() {
        assertThatThrownBy(() -> PartCodec.read(new byte[] {9, 1}))
                .hasMessage("part of version 9; this program reads version 1");
        assertThatThrownBy(() -> PartCodec.read(new byte[] {1, 99})).hasMessage("part of unknown kind 99");
    }

    @Test
    void mapsAreWrittenInOneOrder() {
        TreeMap<String, Double> backwards = new TreeMap<>();
        for (String key : List.of("c", "b", "a")) {
            backwards.put(key, 1.0);
        }
        TreeMap<String, Double> forwards = new TreeMap<>(Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        ByteWriter one = new ByteWriter(8);
        ByteWriter two = new ByteWriter(8);
        DetectCodec.map(one, backwards, ByteWriter::float64);
        DetectCodec.map(two, forwards, ByteWriter::float64);

        assertThat(one.toBytes()).isEqualTo(two.toBytes());
        assertThat(DetectCodec.map(new ByteReader(one.toBytes()), ByteReader::float64))
                .isEqualTo(forwards);
    }
}
