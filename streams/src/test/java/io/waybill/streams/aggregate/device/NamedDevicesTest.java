package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators write has a bound too: so many devices are named and so many rules kept, and which depends on their set alone. */
class NamedDevicesTest {

    private static final long T = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int DEVICES = 60;
    private static final int BOUND = 20;
    private static final BookSettings SETTINGS = BookSettings.CASE.naming(BOUND);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** A book with its changelog. */
    private static final class Kept {
        private final BookSettings settings;
        private final Map<ByteBuffer, byte @Nullable []> changelog = new LinkedHashMap<>();
        private DeviceBook book;

        Kept(BookSettings settings) {
            this.settings = settings;
            this.book = new DeviceBook(settings);
        }

        void restart() {
            commit();
            DeviceBook next = new DeviceBook(settings);
            changelog.forEach((key, value) -> next.restore(key.array(), value));
            next.ready(Long.MIN_VALUE);
            book = next;
        }

        void commit() {
            book.writeChanges((key, value) -> {
                changelog.remove(ByteBuffer.wrap(key));
                changelog.put(ByteBuffer.wrap(key), value);
            });
        }

        /** Connections by model and firmware. */
        TreeMap<String, Long> tell() {
            TreeMap<String, Long> rows = new TreeMap<>();
            for (Part part : book.tell(0, Long.MAX_VALUE, List.of())) {
                if (part instanceof CountPart count && !count.sums().isNone()) {
                    rows.merge(count.cohort().value(), count.sums().connections(), Long::sum);
                }
            }
            return rows;
        }
    }

    private static String id(int device) {
        return "device-" + device;
    }

    private static DeviceProfile profile(int device) {
        return DeviceProfile.newBuilder()
                .setDeviceId(id(device))
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("Maker")
                .setModel("Model-" + device)
                .setFirmware("A")
                .build();
    }

    private static DeviceLifecycle installed(int device) {
        return DeviceLifecycle.newBuilder()
                .setEventId("i-" + device)
                .setDeviceId(id(device))
                .setTime(Instant.ofEpochMilli(T + 60_000))
                .setKind(LifecycleKind.FIRMWARE_INSTALLED)
                .setFirmware("B")
                .build();
    }

    private static void event(DeviceBook book, int device, int number) {
        DeviceConnection event = DeviceConnection.newBuilder()
                .setEventId("e-" + device + "-" + number)
                .setDeviceId(id(device))
                .setTime(Instant.ofEpochMilli(T + number * 40_000L))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .build();
        Events.apply(book, event, new Destination("a.com", DestinationKind.SITE), Location.UNKNOWN);
    }

    /** Those whose ids have the smallest hashes, of the devices up to {@code count}. */
    private static TreeSet<Integer> smallest(int count) {
        List<Integer> all = new ArrayList<>();
        for (int device = 0; device < count; device++) {
            all.add(device);
        }
        all.sort(Comparator.comparing(device -> StableHash.of(id(device))));
        return new TreeSet<>(all.subList(0, BOUND));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void which_devices_are_named_depends_on_their_set_alone(long seed) {
        List<Integer> steps = new ArrayList<>();
        for (int step = 0; step < DEVICES * 5; step++) {
            steps.add(step);
        }
        Random random = new Random(seed);
        Collections.shuffle(steps, random);
        Kept kept = new Kept(SETTINGS);

        for (int step : steps) {
            int device = step / 5;
            switch (step % 5) {
                case 0 -> kept.book.apply(profile(device));
                case 1 -> kept.book.apply(installed(device));
                default -> event(kept.book, device, step % 5);
            }
            if (random.nextInt(60) == 0) {
                kept.restart();
            }
        }

        TreeMap<String, Long> expected = new TreeMap<>(Map.of("unknown unknown unknown", 3L * (DEVICES - BOUND)));
        smallest(DEVICES).forEach(device -> expected.put("Maker Model-" + device + " B", 3L));
        assertThat(kept.tell()).as("seed %d", seed).isEqualTo(expected);
        kept.restart();
        assertThat(kept.book.size()).as("all have events").isEqualTo(DEVICES);
    }

    @Test
    void a_flood_of_profiles_is_bounded_and_so_is_its_changelog() {
        Kept kept = new Kept(SETTINGS);
        int flood = 30_000;

        for (int device = 0; device < flood; device++) {
            kept.book.apply(profile(device));
            if (device % 1_000 == 0) {
                kept.commit();
            }
        }
        kept.restart();

        assertThat(kept.book.size()).isEqualTo(BOUND);
        assertThat(kept.book.overflow().named()).as("none since the restart").isZero();
        assertThat(kept.changelog.values().stream().filter(Objects::nonNull).count())
                .as("the devices and how far the partition is")
                .isEqualTo(BOUND + 1);
        smallest(flood).forEach(device -> event(kept.book, device, 0));
        assertThat(kept.tell().keySet()).hasSize(BOUND).allMatch(row -> row.startsWith("Maker Model-"));
    }

    @Test
    void up_to_the_bound_none_is_turned_away_and_who_leaves_makes_room() {
        Kept kept = new Kept(SETTINGS);
        for (int device = 0; device < BOUND; device++) {
            kept.book.apply(profile(device));
            kept.book.apply(profile(device));
        }
        assertThat(kept.book.overflow().named()).isZero();

        kept.book.forgetProfile(id(3));
        kept.book.forgetProfile(id(3));
        kept.restart();
        kept.book.apply(profile(BOUND));
        event(kept.book, 3, 0);
        event(kept.book, BOUND, 0);

        assertThat(kept.book.overflow().named()).isZero();
        assertThat(kept.tell()).isEqualTo(Map.of("unknown unknown unknown", 1L, "Maker Model-" + BOUND + " A", 1L));
    }

    @Test
    void a_profile_that_was_withdrawn_does_not_come_back_from_a_changelog_that_is_not_compacted() {
        DeviceBook book = new DeviceBook(SETTINGS);
        List<Map.Entry<byte[], Optional>> all = new ArrayList<>();
        book.apply(profile(1));
        event(book, 1, 0);
        book.writeChanges((key, value) -> all.add(Map.entry(key, Optional.of(value))));
        book.forgetProfile(id(1));
        book.writeChanges((key, value) -> all.add(Map.entry(key, Optional.of(value))));

        DeviceBook restored = new DeviceBook(SETTINGS);
        all.forEach(entry -> restored.restore(entry.getKey(), entry.getValue().value()));
        restored.ready(Long.MIN_VALUE);

        assertThat(restored.tell(0, Long.MAX_VALUE, List.of()).stream()
                        .filter(CountPart.class::isInstance)
                        .map(part -> ((CountPart) part).cohort().value()))
                .containsExactly("unknown unknown unknown");
    }

    /** A value or that there is none. */
    private record Optional(byte @Nullable [] value) {
        static Optional of(byte @Nullable [] value) {
            return new Optional(value);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void which_rules_are_kept_depends_on_their_set_alone(long seed) {
        int over = 50;
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i < RuleTable.LIMIT + over; i++) {
            rules.add(PolicyRule.newBuilder()
                    .setRuleId(String.format("rule-%06d", i))
                    .setKind(PolicyKind.WATCH_LIST)
                    .build());
        }
        List<PolicyRule> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, new Random(seed));
        Kept kept = new Kept(SETTINGS);
        shuffled.forEach(rule -> kept.book.apply(rule.getRuleId(), rule));
        assertThat(kept.book.overflow().rules()).isEqualTo(over);
        kept.restart();

        List<Part> parts = kept.book.tell(0, Long.MIN_VALUE, null);

        assertThat(parts)
                .filteredOn(PolicyPart.class::isInstance)
                .containsExactly(new PolicyPart(rules.subList(0, RuleTable.LIMIT)));
    }
}
