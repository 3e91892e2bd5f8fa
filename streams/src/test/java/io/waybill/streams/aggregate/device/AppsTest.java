package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Transport;
import io.waybill.streams.aggregate.device.Apps.Taken;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device has so many apps and no more, which ones depends on the set alone, and contacts of the others still count. */
@Tag("slow")
class AppsTest {

    private static final int OVER = 250;
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("com.example.app" + i);
        }
        return names;
    }

    private static Apps of(List<String> names) {
        Apps apps = new Apps();
        names.forEach(apps::add);
        return apps;
    }

    @Test
    void up_to_the_bound_all_are_kept_and_none_is_turned_away() {
        Apps apps = new Apps();

        assertThat(names(Apps.LIMIT)).allMatch(app -> apps.add(app) == Taken.KEPT);

        assertThat(apps.all()).containsExactlyInAnyOrderElementsOf(names(Apps.LIMIT));
        assertThat(names(Apps.LIMIT))
                .as("again")
                .allMatch(app -> apps.add(app) == Taken.KEPT)
                .allMatch(apps::contains);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void over_the_bound_those_of_the_smallest_hashes_are_kept_in_any_order(long seed) {
        List<String> shuffled = names(Apps.LIMIT + OVER);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(of(shuffled).all())
                .containsExactlyElementsOf(shuffled.stream()
                        .sorted(Comparator.comparingLong(StableHash::of))
                        .limit(Apps.LIMIT)
                        .toList());
    }

    @Test
    void one_that_was_cleared_begins_anew() {
        Apps apps = of(names(Apps.LIMIT - 1));
        assertThat(apps.isFull()).isFalse();
        apps.add("last");
        assertThat(apps.isFull()).isTrue();

        apps.clear();

        assertThat(apps.isFull()).isFalse();
        assertThat(apps.all()).isEmpty();
        assertThat(apps.add("last")).isEqualTo(Taken.KEPT);
        assertThat(apps.all()).containsExactly("last");
    }

    @Test
    void each_app_over_the_bound_is_told_every_time_it_comes_anew() {
        Apps apps = new Apps();
        names(Apps.LIMIT).forEach(apps::add);

        long hits = names(Apps.LIMIT + OVER).stream()
                .filter(app -> apps.add(app) != Taken.KEPT)
                .count();

        assertThat(hits).isGreaterThanOrEqualTo(OVER);
        String out = names(Apps.LIMIT + OVER).stream()
                .filter(name -> !apps.contains(name))
                .findFirst()
                .orElseThrow();
        assertThat(apps.add(out)).isEqualTo(Taken.OVER);
        assertThat(apps.add(out)).as("the same once more").isEqualTo(Taken.OVER);
    }

    @Test
    void who_takes_the_place_of_another_is_kept_from_then_on() {
        Apps apps = new Apps();
        names(Apps.LIMIT).forEach(apps::add);
        String displacing = names(Apps.LIMIT + OVER).stream()
                .filter(app -> apps.add(app) == Taken.DISPLACING)
                .findFirst()
                .orElseThrow();

        assertThat(apps.add(displacing)).isEqualTo(Taken.KEPT);
        assertThat(apps.all()).hasSize(Apps.LIMIT).contains(displacing);
    }

    @Test
    void a_book_counts_contacts_of_all_apps_and_names_cohorts_of_those_kept() {
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        List<String> names = names(Apps.LIMIT + OVER);
        for (int i = 0; i < names.size(); i++) {
            DeviceConnection event = DeviceConnection.newBuilder()
                    .setEventId("e-" + i)
                    .setDeviceId("d")
                    .setTime(TIME.plusSeconds(i))
                    .setTransport(Transport.TCP)
                    .setApp(names.get(i))
                    .build();
            // Far ends of a pair have a bound of their own, so apps come through many destinations.
            Events.apply(
                    book, event, new Destination("site-" + i % 10 + ".com", DestinationKind.SITE), Location.UNKNOWN);
        }

        List<Part> parts = book.tell(0, Long.MAX_VALUE, List.of());

        assertThat(parts.stream()
                        .filter(CountPart.class::isInstance)
                        .mapToLong(part -> ((CountPart) part).sums().connections())
                        .sum())
                .isEqualTo(names.size());
        TreeSet<String> reached = new TreeSet<>();
        for (Part part : parts) {
            if (part instanceof ReachPart reach) {
                reach.reach().keySet().stream()
                        .filter(cohort -> cohort.level() == SubjectLevel.APP)
                        .forEach(cohort -> reached.add(cohort.app()));
            }
        }
        assertThat(reached).isEqualTo(new TreeSet<>(of(names).all())).hasSize(Apps.LIMIT);
        assertThat(book.overflow().apps()).isEqualTo(OVER);
    }

    @Test
    void an_app_that_was_turned_away_is_named_when_others_are_forgotten() {
        DeviceBook book = new DeviceBook(BookSettings.CASE.remembering(36_000_000));
        Apps apps = of(names(Apps.LIMIT));
        String over = names(Apps.LIMIT + OVER).stream()
                .filter(app -> apps.add(app) == Taken.OVER)
                .findFirst()
                .orElseThrow();
        List<String> names = names(Apps.LIMIT);
        for (int i = 0; i < names.size(); i++) {
            contact(book, "d", TIME, names.get(i), "site-" + i % 10 + ".com");
        }
        contact(book, "d", TIME.plusSeconds(9 * 3_600), over, "late.com");
        Told told = new Told();
        told.take(book.tell(0, Long.MIN_VALUE, List.of()));
        assertThat(told.reached.get("late.com")).isEmpty();
        contact(book, "another", TIME.plusSeconds(15 * 3_600), "com.later", "later.com");
        told.take(book.tell(0, Long.MIN_VALUE, List.of()));

        assertThat(told.reached.get("late.com")).containsOnlyKeys(Cohort.app(over));
        assertThat(told.active).containsOnlyKeys(Cohort.app(over), Cohort.app("com.later"));
    }

    private static void contact(DeviceBook book, String device, Instant time, String app, String site) {
        DeviceConnection event =
                Events.connection(device, app, time.toEpochMilli()).setApp(app).build();
        Events.apply(book, event, new Destination(site, DestinationKind.SITE), Location.UNKNOWN);
    }

    /** What the next stage knows of apps and counts. */
    private static final class Told {
        private final TreeMap<Cohort, Long> active = new TreeMap<>();
        private final Map<String, TreeMap<Cohort, Long>> reached = new TreeMap<>();
        private final Map<String, Sums> rows = new HashMap<>();

        void take(List<Part> parts) {
            for (Part part : parts) {
                if (part instanceof CohortsPart cohorts) {
                    active.clear();
                    cohorts.cohorts().forEach((cohort, activity) -> {
                        if (cohort.level() == SubjectLevel.APP) {
                            active.put(cohort, activity.devices());
                        }
                    });
                } else if (part instanceof ReachPart reach) {
                    TreeMap<Cohort, Long> apps = new TreeMap<>();
                    reach.reach().forEach((cohort, of) -> {
                        if (cohort.level() == SubjectLevel.APP) {
                            apps.put(cohort, of.devices());
                        }
                    });
                    reached.put(reach.destination().name(), apps);
                } else if (part instanceof CountPart count) {
                    rows.put(count.destination().name() + " " + count.window(), count.sums());
                }
            }
        }
    }

    private static void contact(DeviceBook book, int number) {
        DeviceConnection event = DeviceConnection.newBuilder()
                .setEventId("e-" + number)
                .setDeviceId("device-" + number % 2)
                .setTime(Instant.ofEpochMilli(TIME.toEpochMilli() + number * 5_000L % 14_400_000L))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setApp("com.app" + number / 2)
                .setBytesSent(number)
                .setOutcome(Outcome.ESTABLISHED)
                .setCapture("c")
                .build();
        Events.apply(
                book, event, new Destination("site-" + number % 50 + ".com", DestinationKind.SITE), Location.UNKNOWN);
    }

    private static Told run(List<Integer> numbers, Random telling) {
        Told told = new Told();
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        for (int number : numbers) {
            contact(book, number);
            if (telling.nextInt(200) == 0) {
                told.take(book.tell(0, Long.MIN_VALUE, List.of()));
            }
        }
        told.take(book.tell(0, Long.MAX_VALUE, List.of()));
        return told;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_flood_of_apps_is_bounded_and_told_the_same_in_any_order(long seed) {
        int flood = 5_000;
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, flood).boxed().toList());
        Told reference = run(numbers, new Random(seed));
        Collections.shuffle(numbers, new Random(seed));

        Told shuffled = run(numbers, new Random(seed + 1));

        assertThat(shuffled.active).as("seed %d", seed).isEqualTo(reference.active);
        assertThat(shuffled.reached).as("seed %d", seed).isEqualTo(reference.reached);
        assertThat(shuffled.rows).as("seed %d", seed).isEqualTo(reference.rows);
        assertThat(reference.active.values().stream().mapToLong(each -> each).sum())
                .as("both devices have more apps than are kept")
                .isEqualTo(2 * Apps.LIMIT);
        reference
                .reached
                .values()
                .forEach(apps -> apps.forEach((cohort, devices) -> assertThat(devices)
                        .as("no more devices reach a destination with %s than have it", cohort.app())
                        .isLessThanOrEqualTo(reference.active.getOrDefault(cohort, 0L))));
        assertThat(reference.rows.values().stream().mapToLong(Sums::connections).sum())
                .as("every contact is counted")
                .isEqualTo(flood);
    }
}
