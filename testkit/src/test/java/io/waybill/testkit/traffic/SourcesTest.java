package io.waybill.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Mark;
import io.waybill.testkit.fleet.Market;
import io.waybill.testkit.fleet.Models;
import io.waybill.testkit.fleet.Person;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.traffic.BeatSource.Rhythm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {

    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final Service SERVICE =
            Service.of("test", List.of("a.example.com", "b#.example.com"), "47.92.0.0/20", 443, "tls", 2_000, 9_000);

    private static Life life(List<Mark> marks, Span... offline) {
        Person person = new Person(7, 23, 1, 24, false);
        Phone phone = new Phone(0, "phone-0001", Models.PIXEL_7, 0, "A", Market.of("GB"), "gb", true, person);
        Span period = new Span(0, 200 * HOUR);
        return new Life(
                phone, period, marks, List.of(offline), Map.of("com.whatsapp", period), List.of(), null, phone.home());
    }

    private static List<Contact> all(TrafficSource source) {
        List<Contact> contacts = new ArrayList<>();
        for (Contact contact = source.next(); contact != null; contact = source.next()) {
            contacts.add(contact);
        }
        return contacts;
    }

    private static TrafficSource beat(Life life, Rhythm rhythm, long seed) {
        RandomStream random = RandomStream.of(seed, "beat");
        Caller caller = new Caller(life, random);
        return new BeatSource(life, random, rhythm, time -> caller.call(SERVICE, time, null));
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 0.1", "2, 30, 0.05", "3, 5, 0.3"})
    void steadyBeatsStayWithinTheirJitter(long seed, long periodMinutes, double jitter) {
        long period = periodMinutes * MINUTE;
        List<Contact> contacts = all(beat(life(List.of()), Rhythm.steady(period, jitter), seed));

        assertThat(contacts.size()).isCloseTo((int) (200 * HOUR / period * 0.95), within((int) (20 * HOUR / period)));
        for (int i = 1; i < contacts.size(); i++) {
            double gap = (contacts.get(i).time() - contacts.get(i - 1).time()) / (double) period;
            assertThat(IntStream.rangeClosed(1, 8))
                    .as("one beat, or several with the ones between missing: %f periods, seed %d", gap, seed)
                    .anyMatch(beats -> gap > beats * (1 - jitter) - 0.001 && gap < beats * (1 + jitter) + 0.001);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void irregularContactsHaveGapsAsSpreadAsTheirMean(long seed) {
        List<Contact> contacts = all(beat(life(List.of()), Rhythm.irregular(10 * MINUTE), seed));
        double[] gaps = new double[contacts.size() - 1];
        double mean = 0;
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = contacts.get(i + 1).time() - contacts.get(i).time();
            mean += gaps[i] / gaps.length;
        }
        double variance = 0;
        for (double gap : gaps) {
            variance += (gap - mean) * (gap - mean) / gaps.length;
        }

        assertThat(mean).as("seed %d", seed).isCloseTo(10 * MINUTE, within(80_000.0));
        assertThat(Math.sqrt(variance) / mean).as("seed %d", seed).isCloseTo(1, within(0.12));
    }

    @Test
    void losesBeatsWhileOfflineUnlessItIsPatient() {
        Life life = life(List.of(), new Span(10 * HOUR, 60 * HOUR));

        List<Contact> impatient = all(beat(life, new Rhythm(HOUR, 0, 0, false), 1));
        List<Contact> patient = all(beat(life, new Rhythm(HOUR, 0, 0, true), 1));

        assertThat(impatient).hasSize(150);
        assertThat(impatient).noneMatch(contact -> !life.online(contact.time()));
        assertThat(patient).noneMatch(contact -> !life.online(contact.time()));
        assertThat(patient).anyMatch(contact -> contact.time() > 60 * HOUR && contact.time() < 60 * HOUR + 5 * MINUTE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsAConnectionAndComesBackWithinMoments(long seed) {
        Life life = life(List.of(), new Span(10 * HOUR, 12 * HOUR));
        RandomStream random = RandomStream.of(seed, "held");
        List<Contact> contacts = all(new HeldSource(life, random, SERVICE, "app", 2 * HOUR, 0.8, time -> true));

        double held = contacts.stream().mapToLong(Contact::durationMillis).sum() / (198.0 * HOUR);
        assertThat(held).as("seed %d", seed).isBetween(0.9, 1.08);
        for (int i = 1; i < contacts.size(); i++) {
            Contact before = contacts.get(i - 1);
            assertThat(contacts.get(i).time()).isGreaterThanOrEqualTo(before.time());
        }
        assertThat(contacts)
                .noneMatch(contact ->
                        contact.time() < 10 * HOUR && contact.time() + contact.durationMillis() > 10 * HOUR + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void usesAppsByDayAboutAsOftenAsThePersonDoes(long seed) {
        Catalogue catalogue = Catalogue.standard();
        Life life = life(List.of());
        List<Contact> contacts = all(new UseSource(life, RandomStream.of(seed, "use"), catalogue, catalogue.apps()));

        assertThat(contacts).isNotEmpty().allMatch(contact -> "com.whatsapp".equals(contact.app()));
        assertThat(contacts.stream().map(Contact::time).toList()).isSorted();
        double perDay = contacts.size() / (200.0 / 24);
        assertThat(perDay).as("24 sessions of 3 contacts, seed %d", seed).isBetween(40.0, 110.0);
        long asleep =
                contacts.stream().filter(contact -> life.asleep(contact.time())).count();
        assertThat(asleep / (double) contacts.size()).isLessThan(0.06);
    }

    @Test
    void setsUpAfterResetsAndUpdatesOnly() {
        Catalogue catalogue = Catalogue.standard();
        Life life = life(List.of(Mark.installed(HOUR, "x"), Mark.reset(50 * HOUR)), new Span(50 * HOUR, 51 * HOUR));
        List<Routine> routines = catalogue.routines().stream()
                .filter(routine -> routine.who().equals("android"))
                .toList();

        List<Contact> contacts = all(new SetUpSource(life, RandomStream.of(1, "set-up"), routines, catalogue));

        assertThat(contacts).hasSizeGreaterThan(8);
        assertThat(contacts).allMatch(contact -> contact.time() >= 51 * HOUR && contact.time() < 52 * HOUR);
    }

    @Test
    void mergesByTime() {
        Life life = life(List.of());
        List<Contact> merged = all(new MergedSource(
                List.of(beat(life, Rhythm.steady(HOUR, 0.2), 1), beat(life, Rhythm.irregular(HOUR), 2), () -> null)));

        assertThat(merged).hasSizeGreaterThan(300);
        assertThat(merged.stream().map(Contact::time).toList()).isSorted();
    }
}
