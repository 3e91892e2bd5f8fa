package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device has the apps of the far ends it met, also where a far end was known, forgotten, or one of too many. */
@Tag("slow")
class AppsOfFarEndsTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_772_445_600_000L / HOUR * HOUR;

    private final Map<FarEnd, FarEnd> met = new HashMap<>();
    private final TreeSet<String> apps = new TreeSet<>();
    private final Map<String, TreeSet<String>> reached = new HashMap<>();
    private int events;

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private void contact(DeviceBook book, String device, double hours, String app, String site) {
        DeviceConnection event = Events.connection(device, "e-" + events++, T + Math.round(hours * HOUR))
                .setApp(app)
                .setHost(app + "." + site)
                .build();
        FarEnd fresh = Events.farEnd(event, new Destination(site, DestinationKind.SITE), Location.UNKNOWN);
        book.apply(ConnectionView.of(event), met.computeIfAbsent(fresh, itself -> itself));
    }

    /** Takes what is told of apps: those that any device has, and those that reached each destination. */
    private void tell(DeviceBook book) {
        for (Part part : book.tell(0, Long.MIN_VALUE, List.of())) {
            if (part instanceof CohortsPart cohorts) {
                apps.clear();
                apps.addAll(named(cohorts.cohorts().keySet()));
            } else if (part instanceof ReachPart reach) {
                reached.put(reach.destination().name(), named(reach.reach().keySet()));
            }
        }
    }

    private static TreeSet<String> named(Collection<Cohort> cohorts) {
        TreeSet<String> names = new TreeSet<>();
        cohorts.stream()
                .filter(cohort -> cohort.level() == SubjectLevel.APP)
                .forEach(cohort -> names.add(cohort.app()));
        return names;
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "com.example.app" + i).toList();
    }

    /** The bound of a device's apps alone; its far ends may all be of one destination. */
    private static TreeSet<String> kept(List<String> names) {
        return new TreeSet<>(names.stream()
                .sorted(Comparator.comparingLong(StableHash::of))
                .limit(Apps.LIMIT)
                .toList());
    }

    /** One far end is kept by itself, a few in a list, and more of them in a map. */
    @ParameterizedTest(name = "{0} far ends, {1} of them met again before their windows are forgotten")
    @CsvSource({"1, 1", "2, 1", "2, 2", "7, 3", "20, 20", "20, 4"})
    void apps_are_found_again_when_windows_were_forgotten(int farEnds, int again) {
        DeviceBook book = new DeviceBook(BookSettings.CASE.remembering(10 * HOUR));
        List<String> names = names(farEnds);
        names.forEach(app -> contact(book, "d", 0, app, "site.com"));
        names.subList(0, again).forEach(app -> contact(book, "d", 9, app, "site.com"));
        tell(book);
        assertThat(apps).containsExactlyInAnyOrderElementsOf(names);

        contact(book, "another", 15, "com.later", "later.com");
        tell(book);
        assertThat(reached.get("site.com")).containsExactlyInAnyOrderElementsOf(names.subList(0, again));
        assertThat(apps).hasSize(again + 1).containsAll(names.subList(0, again));

        names.forEach(app -> contact(book, "d", 15.5, app, "site.com"));
        tell(book);
        assertThat(reached.get("site.com")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(apps).hasSize(farEnds + 1).containsAll(names);
    }

    @Test
    void an_app_is_there_as_long_as_any_pair_knows_a_far_end_of_it() {
        DeviceBook book = new DeviceBook(BookSettings.CASE.remembering(10 * HOUR));
        contact(book, "d", 0, "com.app", "early.com");
        contact(book, "d", 8, "com.app", "late.com");
        contact(book, "d", 15, "com.other", "other.com");
        tell(book);
        assertThat(apps).containsExactly("com.app", "com.other");
        assertThat(reached.get("early.com")).isEmpty();

        contact(book, "d", 17, "com.app", "late.com");
        contact(book, "d", 26, "com.other", "other.com");
        tell(book);
        assertThat(apps).as("the far end was known when it came last").containsExactly("com.app", "com.other");

        contact(book, "d", 28, "com.other", "other.com");
        tell(book);
        assertThat(apps).containsExactly("com.other");
    }

    /** The far end is known from the first time on, and still its app has to be asked for: it may have to be told, or have room now. */
    @Test
    void an_app_over_the_bound_is_counted_each_time_also_by_a_far_end_that_is_known() {
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        List<String> names = names(Apps.LIMIT + 1);
        String over =
                names.stream().max(Comparator.comparingLong(StableHash::of)).orElseThrow();
        names.stream().filter(app -> !app.equals(over)).forEach(app -> contact(book, "d", 0, app, "site.com"));
        assertThat(book.overflow().apps()).isZero();

        for (int times = 1; times <= 3; times++) {
            contact(book, "d", times, over, "over.com");
            assertThat(book.overflow().apps()).isEqualTo(times);
        }
    }

    @Test
    void an_app_that_was_turned_away_comes_back_by_its_far_end_when_there_is_room() {
        DeviceBook book = new DeviceBook(BookSettings.CASE.remembering(10 * HOUR));
        List<String> names = names(Apps.LIMIT + 1);
        String over =
                names.stream().max(Comparator.comparingLong(StableHash::of)).orElseThrow();
        contact(book, "d", 9, over, "over.com");
        names.stream().filter(app -> !app.equals(over)).forEach(app -> contact(book, "d", 0, app, "site.com"));
        tell(book);
        assertThat(reached.get("over.com")).as("it was the first, and gave way").isEmpty();

        contact(book, "another", 15, "com.later", "later.com");
        contact(book, "d", 15, over, "over.com");
        tell(book);
        contact(book, "d", 16, over, "over.com");
        tell(book);

        assertThat(reached.get("over.com")).containsExactly(over);
        assertThat(apps).containsExactlyInAnyOrder(over, "com.later");
    }

    /** More far ends than a pair knows in detail, each with an app of its own, and many met more than once. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void which_apps_are_kept_of_very_many_far_ends_depends_on_their_set_alone(long seed) {
        List<String> names = names(Pair.MAX_ENDPOINTS + 150);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, 2 * names.size()).boxed().toList());
        List<TreeSet<String>> reachedBy = new ArrayList<>();
        for (int shuffle = 0; shuffle < 3; shuffle++) {
            Random random = new Random(seed * 31 + shuffle);
            Collections.shuffle(order, random);
            DeviceBook book = new DeviceBook(BookSettings.CASE);
            met.clear();
            for (int number : order) {
                String app = names.get(number % names.size());
                contact(book, "d", number % 7, app, "site.com");
                if (number % 10 == 0) {
                    contact(book, "d", number % 5, app, "few-" + number % 3 + ".com");
                }
                if (random.nextInt(500) == 0) {
                    tell(book);
                }
            }
            tell(book);

            assertThat(apps).as("seed %d", seed).isEqualTo(kept(names));
            assertThat(reached.get("site.com"))
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(Apps.LIMIT / 2)
                    .isSubsetOf(kept(names));
            for (int few = 0; few < 3; few++) {
                reachedBy.add(new TreeSet<>(reached.getOrDefault("few-" + few + ".com", new TreeSet<>())));
            }
            reachedBy.add(new TreeSet<>(reached.getOrDefault("site.com", new TreeSet<>())));
        }

        assertThat(reachedBy.subList(4, 8)).as("seed %d", seed).isEqualTo(reachedBy.subList(0, 4));
        assertThat(reachedBy.subList(8, 12)).as("seed %d", seed).isEqualTo(reachedBy.subList(0, 4));
    }
}
