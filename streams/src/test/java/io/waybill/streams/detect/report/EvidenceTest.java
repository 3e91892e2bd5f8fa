package io.waybill.streams.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

    private static List<EventRef> events(int count) {
        List<EventRef> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new EventRef("c", i, "e-%04d".formatted(i), i / 2, "phone-1"));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void fewAreAllKept(int count) {
        assertThat(Evidence.of(events(count))).isEqualTo(events(count));
    }

    @Test
    void ofManyTheFirstAndTheLastAreKeptInWhateverOrderTheyCome() {
        List<EventRef> all = events(500);
        for (long seed = 1; seed <= 20; seed++) {
            List<EventRef> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(Evidence.of(shuffled))
                    .as("seed %d", seed)
                    .hasSize(Evidence.MOST)
                    .startsWith(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4))
                    .endsWith(all.get(495), all.get(496), all.get(497), all.get(498), all.get(499));
        }
    }

    @Test
    void oneEventCountsOnce() {
        List<EventRef> twice = new ArrayList<>(events(8));
        twice.addAll(events(8));

        assertThat(Evidence.of(twice)).isEqualTo(events(8));
    }

    @Test
    void contactsGiveTheSameAsTheirEvents() {
        for (int count : new int[] {1, 9, 10, 11, 400}) {
            var contacts = SampleHistory.device("p")
                    .every(60_000, count, SampleHistory.MONDAY)
                    .build()
                    .contacts();

            assertThat(Evidence.ofContacts(contacts))
                    .isEqualTo(Evidence.of(
                            contacts.stream().map(contact -> contact.event()).toList()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40})
    void findingsGiveTheSameAsTheEventsTheyRestOn(int devices) {
        List<Finding> findings = new ArrayList<>();
        List<EventRef> events = new ArrayList<>();
        for (int i = devices; i > 0; i--) {
            var history = SampleHistory.device("p" + i).every(60_000, 4, i).build();
            findings.add(new FindingDraft("d", history, history.contacts()).write());
            history.contacts().forEach(contact -> events.add(contact.event()));
        }

        assertThat(Evidence.ofFindings(findings)).isNotEmpty().isEqualTo(Evidence.of(events));
    }
}
