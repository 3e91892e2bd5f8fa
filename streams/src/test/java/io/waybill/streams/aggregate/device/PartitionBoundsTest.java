package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition keeps so many destinations and devices apart and no more; what is over a bound is counted together, not lost. */
class PartitionBoundsTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final int NAMES = 60;
    private static final BookSettings UNBOUNDED = new BookSettings(HOUR, Long.MAX_VALUE, 10_000, 4_096);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** One contact. */
    private record Contact(int device, int site, int number) {}

    private static List<Contact> contacts(Random random, int count) {
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contacts.add(new Contact(random.nextInt(5), random.nextInt(NAMES), i));
        }
        return contacts;
    }

    private static void apply(DeviceBook book, String device, String site, int number) {
        DeviceConnection event = event(device, number);
        Events.apply(book, event, new Destination(site, DestinationKind.SITE), Location.UNKNOWN);
    }

    private static DeviceConnection event(String device, int number) {
        return DeviceConnection.newBuilder()
                .setEventId("e-" + number)
                .setDeviceId(device)
                .setTime(Instant.ofEpochMilli(T + number * 50_000L % (4 * HOUR)))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setBytesSent(number)
                .setOutcome(Outcome.ESTABLISHED)
                .setCapture("c")
                .build();
    }

    private static void apply(DeviceBook book, Contact contact) {
        apply(book, "device-" + contact.device(), "site-" + contact.site() + ".com", contact.number());
    }

    /** The newest statement on each row, empty rows left out. */
    private static void take(TreeMap<String, Sums> rows, List<Part> parts) {
        for (Part part : parts) {
            if (part instanceof CountPart count) {
                String key = count.destination().name() + " " + count.cohort().value() + " " + count.window();
                if (count.sums().isNone()) {
                    rows.remove(key);
                } else {
                    rows.put(key, count.sums());
                }
            }
        }
    }

    private static TreeSet<String> destinations(TreeMap<String, Sums> rows) {
        TreeSet<String> names = new TreeSet<>();
        rows.keySet().forEach(key -> names.add(key.substring(0, key.indexOf(' '))));
        return names;
    }

    private static long connections(TreeMap<String, Sums> rows) {
        return rows.values().stream().mapToLong(Sums::connections).sum();
    }

    private static DeviceBook restarted(DeviceBook book, BookSettings settings, TreeMap<Bytes, byte[]> changelog) {
        book.writeChanges((key, value) -> changelog.put(new Bytes(key), value));
        DeviceBook next = new DeviceBook(settings);
        changelog.forEach((key, value) -> next.restore(key.bytes(), value));
        next.ready(Long.MIN_VALUE);
        return next;
    }

    /** A key in the order of its bytes. */
    private record Bytes(byte[] bytes) implements Comparable<Bytes> {
        @Override
        public int compareTo(Bytes other) {
            return java.util.Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    private static TreeMap<String, Sums> run(
            BookSettings settings, List<Contact> contacts, @Nullable Random tellingAndRestarting) {
        TreeMap<String, Sums> rows = new TreeMap<>();
        TreeMap<Bytes, byte[]> changelog = new TreeMap<>();
        DeviceBook book = new DeviceBook(settings);
        for (Contact contact : contacts) {
            apply(book, contact);
            if (tellingAndRestarting != null && tellingAndRestarting.nextInt(40) == 0) {
                take(rows, book.tell(0, Long.MAX_VALUE, List.of()));
            }
        }
        if (tellingAndRestarting != null) {
            book = restarted(book, settings, changelog);
        }
        take(rows, book.tell(0, Long.MAX_VALUE, List.of()));
        return rows;
    }

    @ParameterizedTest(name = "seed {0}, bound {1}")
    @CsvSource({"1, 20", "2, 20", "3, 1", "4, 59", "5, 7", "6, 13"})
    void whichDestinationsAreKeptApartDependsOnTheirSetAlone(long seed, int bound) {
        List<Contact> contacts = contacts(new Random(seed), 800);
        BookSettings settings = UNBOUNDED.bounded(bound, 100);
        TreeMap<String, Sums> reference = run(settings, contacts, null);
        TreeMap<String, Sums> unbounded = run(UNBOUNDED, contacts, null);

        for (int shuffle = 0; shuffle < 4; shuffle++) {
            List<Contact> shuffled = new ArrayList<>(contacts);
            Collections.shuffle(shuffled, new Random(seed * 31 + shuffle));
            assertThat(run(settings, shuffled, null)).as("seed %d", seed).isEqualTo(reference);
            assertThat(run(settings, shuffled, new Random(shuffle)))
                    .as("told in between, seed %d", seed)
                    .containsAllEntriesOf(reference);
        }
        assertThat(destinations(reference)).hasSize(bound + 1).contains(Destination.OTHER.name());
        assertThat(connections(reference)).isEqualTo(contacts.size());
        unbounded.forEach((row, sums) -> {
            if (reference.containsKey(row)) {
                assertThat(reference.get(row))
                        .as("what is kept apart is not touched: %s", row)
                        .isEqualTo(sums);
            }
        });
    }

    /** A far end knows where the book keeps its destination, which may have given way or be gone and back. */
    @ParameterizedTest(name = "seed {0}, {1} in all, {2} of a device, {3} devices forgotten of 100 contacts")
    @CsvSource({"1, 20, 10000, 0", "2, 1, 3, 1", "3, 50, 2, 1", "4, 13, 1, 0", "5, 100, 10000, 1", "6, 25, 5, 1"})
    void farEndsThatAreMetAgainCountLikeFreshOnes(long seed, int inAll, int ofDevice, int forgotten) {
        BookSettings settings = new BookSettings(HOUR, Long.MAX_VALUE, ofDevice, 16).bounded(inAll, 100);
        Map<Integer, FarEnd> farEnds = new HashMap<>();
        DeviceBook again = new DeviceBook(settings);
        DeviceBook fresh = new DeviceBook(settings);
        Random random = new Random(seed);
        for (Contact contact : contacts(random, 800)) {
            DeviceConnection event = event("device-" + contact.device(), contact.number());
            Destination site = new Destination("site-" + contact.site() + ".com", DestinationKind.SITE);
            FarEnd farEnd = Events.farEnd(event, site, Location.UNKNOWN);
            fresh.apply(ConnectionView.of(event), farEnd);
            again.apply(
                    ConnectionView.of(event),
                    farEnds.computeIfAbsent(contact.site(), any -> Events.farEnd(event, site, Location.UNKNOWN)));
            if (random.nextInt(100) < forgotten) {
                String device = "device-" + random.nextInt(5);
                again.forget(device);
                fresh.forget(device);
            }
        }
        TreeMap<String, Sums> expected = new TreeMap<>();
        take(expected, fresh.tell(0, Long.MAX_VALUE, List.of()));
        TreeMap<String, Sums> told = new TreeMap<>();
        take(told, again.tell(0, Long.MAX_VALUE, List.of()));

        assertThat(told).as("seed %d", seed).isEqualTo(expected);
        assertThat(again.overflow()).as("seed %d", seed).isEqualTo(fresh.overflow());
        TreeMap<String, Sums> restored = new TreeMap<>();
        take(restored, restarted(again, settings, new TreeMap<>()).tell(0, Long.MAX_VALUE, List.of()));
        assertThat(restored).as("restored, seed %d", seed).isEqualTo(expected);
        assertThat(connections(expected)).isPositive();
        assertThat(destinations(expected)).hasSizeLessThanOrEqualTo(inAll + 1);
    }

    @Test
    void atTheBoundNothingIsCountedTogether() {
        List<Contact> contacts = contacts(new Random(9), 800);

        assertThat(run(UNBOUNDED.bounded(NAMES, 100), contacts, null)).isEqualTo(run(UNBOUNDED, contacts, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void aFloodOfNamesIsBounded(int bound) {
        BookSettings settings = UNBOUNDED.bounded(bound, 100);
        DeviceBook book = new DeviceBook(settings);
        int flood = 20_000;
        for (int i = 0; i < flood; i++) {
            apply(book, "device-" + i % 7, "flood-" + i + ".com", i);
        }
        TreeMap<String, Sums> rows = new TreeMap<>();
        take(rows, book.tell(0, Long.MAX_VALUE, List.of()));

        assertThat(destinations(rows)).hasSize(bound + 1);
        assertThat(connections(rows)).isEqualTo(flood);
        assertThat(book.overflow().destinations()).isEqualTo(flood - bound);
        assertThat(book.clock().tally().isBalanced()).isTrue();
    }

    /** A host may have been called what is counted together; as that it never makes room, least of all for itself. */
    @ParameterizedTest(name = "{0} of a device, {1} of all")
    @CsvSource({"1, 100", "100, 1"})
    void whatBearsTheNameOfAllTheOthersNeverGivesWay(int ofDevice, int inAll) {
        DeviceBook book = new DeviceBook(new BookSettings(HOUR, Long.MAX_VALUE, ofDevice, 4_096).bounded(inAll, 100));
        Destination named = new Destination(Destination.OTHER.name(), DestinationKind.LOCAL);
        for (int number : new int[] {3, 9, 5}) { // of ever smaller hashes, all smaller than that of the name
            Events.apply(book, Events.connection("d", "n-" + number, T + number).build(), named, Location.UNKNOWN);
            apply(book, "d", "site-" + number + ".com", number);
        }
        TreeMap<String, Sums> rows = new TreeMap<>();
        take(rows, book.tell(0, Long.MAX_VALUE, List.of()));

        assertThat(destinations(rows)).containsExactly(Destination.OTHER.name(), "site-5.com");
        assertThat(connections(rows)).isEqualTo(6);
    }

    @Test
    void aFloodOfDevicesIsBoundedAndWhoHasAProfileStaysApart() {
        DeviceBook book = new DeviceBook(UNBOUNDED.bounded(100, 50));
        int flood = 5_000;
        for (int i = 0; i < flood; i++) {
            apply(book, "random-" + i, "site-" + i % 3 + ".com", i);
        }
        book.apply(DeviceProfile.newBuilder()
                .setDeviceId("known")
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("M")
                .setModel("X")
                .build());
        apply(book, "known", "site-0.com", flood);
        TreeMap<String, Sums> rows = new TreeMap<>();
        take(rows, book.tell(0, Long.MAX_VALUE, List.of()));

        assertThat(book.size())
                .as("fifty, the others together, and the known one")
                .isEqualTo(52);
        assertThat(connections(rows)).isEqualTo(flood + 1);
        assertThat(book.overflow().devices()).isEqualTo(flood - 50);
        assertThat(rows.keySet()).anyMatch(row -> row.startsWith("site-0.com M X"));
        apply(book, "random-77", "site-2.com", 77);
        assertThat(book.clock().tally().repeated())
                .as("a repeat among them is recognised")
                .isEqualTo(1);
    }

    @Test
    void whatIsCountedTogetherIsToldOnceAndTakenBackWithItsWindows() {
        BookSettings settings = new BookSettings(HOUR, 2 * HOUR, 100, 4_096).bounded(100, 3);
        DeviceBook book = new DeviceBook(settings);
        for (int i = 0; i < 8; i++) {
            apply(book, "random-" + i, "site-0.com", i);
        }
        assertThat(together(book)).containsExactly(5.0);
        assertThat(together(book)).as("known").isEmpty();

        book = restarted(book, settings, new TreeMap<>());
        assertThat(together(book)).as("taken back and told again").containsExactly(0.0, 5.0);
        assertThat(together(book)).isEmpty();
        TreeMap<Bytes, byte[]> changelog = new TreeMap<>();
        book.writeChanges((key, value) -> changelog.put(new Bytes(key), value));
        for (Map.Entry<Bytes, byte[]> entry : changelog.entrySet()) {
            book.restore(entry.getKey().bytes(), entry.getValue());
        }
        book.ready(Long.MIN_VALUE);
        assertThat(together(book)).as("the same on top of itself").containsExactly(0.0, 5.0);

        apply(book, "random-0", "site-0.com", 4 * 72 - 1);
        assertThat(together(book)).as("forgotten").containsExactly(0.0);
    }

    /** What is told of connections that are counted together: how many, 0 when it is taken back. */
    private static List<Double> together(DeviceBook book) {
        return book.tell(3, Long.MAX_VALUE, List.of()).stream()
                .filter(part -> part instanceof FindingsPart of && of.deviceId().equals("other-devices 3"))
                .map(part -> ((FindingsPart) part)
                        .findings().stream().mapToDouble(Finding::observed).sum())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 5"})
    void boundsMustLetSomethingThrough(int destinations, int devices) {
        assertThatThrownBy(() -> UNBOUNDED.bounded(destinations, devices))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one destination and one device");
    }

    @Test
    void defaultsAreWhatTheDocumentsSay() {
        assertThat(BookSettings.LIVE.maxDestinationsInAll()).isEqualTo(200_000);
        assertThat(BookSettings.LIVE.maxDevices()).isEqualTo(250_000);
        assertThat(BookSettings.CASE.maxDestinationsInAll()).isEqualTo(200_000);
        assertThat(BookSettings.CASE.maxNamedDevices()).isEqualTo(500_000);
        assertThat(new Overflow(10, 9, 8, 7, 6, 5, 4, 3, 2).since(new Overflow(1, 1, 1, 1, 1, 1, 1, 1, 1)))
                .isEqualTo(new Overflow(9, 8, 7, 6, 5, 4, 3, 2, 1));
    }
}
