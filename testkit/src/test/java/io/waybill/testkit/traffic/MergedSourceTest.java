package io.waybill.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergedSourceTest {

    private static Contact at(long time, String label) {
        return new Contact(
                time,
                0,
                Transport.TCP,
                new byte[] {1, 2, 3, 4},
                443,
                null,
                HostSource.NONE,
                null,
                null,
                1,
                1,
                Outcome.ESTABLISHED,
                List.of(),
                label);
    }

    private static TrafficSource of(List<Contact> contacts) {
        Deque<Contact> left = new ArrayDeque<>(contacts);
        return left::poll;
    }

    private static List<Contact> all(TrafficSource source) {
        List<Contact> contacts = new ArrayList<>();
        for (Contact contact = source.next(); contact != null; contact = source.next()) {
            contacts.add(contact);
        }
        return contacts;
    }

    @Test
    void nothingIsLostAndTimeNeverGoesBack() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            List<TrafficSource> sources = new ArrayList<>();
            List<Contact> given = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                String label = "s" + i;
                List<Contact> own = random.longs(random.nextInt(30), 0, 50)
                        .sorted()
                        .mapToObj(time -> at(time, label))
                        .toList();
                given.addAll(own);
                sources.add(of(own));
            }
            List<Contact> merged = all(new MergedSource(sources));

            assertThat(merged).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(given);
            assertThat(merged).as("seed %d", seed).extracting(Contact::time).isSorted();
        }
    }

    @Test
    void ofOneTimeTheSourceNamedFirstGoesFirst() {
        List<Contact> merged = all(new MergedSource(
                List.of(of(List.of(at(5, "a"), at(7, "a"))), of(List.of(at(5, "b"))), of(List.of(at(5, "c"))))));

        assertThat(merged).extracting(Contact::label).containsExactly("a", "b", "c", "a");
    }

    @Test
    void noSourcesNoContacts() {
        assertThat(all(new MergedSource(List.of()))).isEmpty();
        assertThat(all(new MergedSource(List.of(of(List.of()))))).isEmpty();
    }
}
