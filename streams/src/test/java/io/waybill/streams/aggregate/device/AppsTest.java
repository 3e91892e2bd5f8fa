package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Transport;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device has so many apps and no more, which ones depends on the set alone, and contacts of the others still count. */
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

        assertThat(names(Apps.LIMIT)).noneMatch(apps::add);

        assertThat(apps.all()).containsExactlyInAnyOrderElementsOf(names(Apps.LIMIT));
        assertThat(names(Apps.LIMIT)).as("again").noneMatch(apps::add).allMatch(apps::contains);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void over_the_bound_the_order_does_not_show(long seed) {
        List<String> shuffled = names(Apps.LIMIT + OVER);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(new TreeSet<>(of(shuffled).all()))
                .isEqualTo(new TreeSet<>(of(names(Apps.LIMIT + OVER)).all()))
                .hasSize(Apps.LIMIT);
    }

    @Test
    void each_app_over_the_bound_is_told_every_time_it_comes_anew() {
        Apps apps = new Apps();
        names(Apps.LIMIT).forEach(apps::add);

        long hits = names(Apps.LIMIT + OVER).stream().filter(apps::add).count();

        assertThat(hits).isGreaterThanOrEqualTo(OVER);
        String out = names(Apps.LIMIT + OVER).stream()
                .filter(name -> !apps.contains(name))
                .findFirst()
                .orElseThrow();
        assertThat(apps.add(out)).isTrue();
        assertThat(apps.add(out)).as("the same once more").isTrue();
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
}
