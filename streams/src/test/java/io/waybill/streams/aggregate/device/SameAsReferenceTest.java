package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The newest statements of the book equal what {@link ReferenceBook} works out from all that came, whatever came in between: late
 * events, late profiles and builds, repeats, commits, rows and looks that are interrupted, and restarts from the changelog.
 */
@Tag("slow")
class SameAsReferenceTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final int ALL = Integer.MAX_VALUE;
    private static final Location[] PLACES = {new Location("CN", 4134), new Location("DE", 3320), Location.UNKNOWN};

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** Keeps what detectors are shown; nothing is judged here. */
    private static final class Histories implements DeviceDetector {
        private final Map<String, PairHistory> shown = new TreeMap<>();

        @Override
        public String id() {
            return "histories";
        }

        @Override
        public List<Finding> examine(PairHistory history, Policy policy) {
            shown.put(history.device().deviceId() + " " + history.destination().name(), history);
            return List.of();
        }
    }

    /** A book with its changelog, and the newest of what it told. */
    private static final class Told {
        private final BookSettings settings;
        private final Map<List<Byte>, byte @Nullable []> changelog = new LinkedHashMap<>();
        private final Histories histories = new Histories();
        private final TreeMap<String, String> rows = new TreeMap<>();
        private final TreeMap<Long, ActivityPart> active = new TreeMap<>();
        private final TreeMap<String, ReachPart> reach = new TreeMap<>();
        private Map<Cohort, Fleet.Activity> cohorts = new TreeMap<>();
        private DeviceBook book;
        private long watermark = Long.MIN_VALUE;

        private final int maxRows;
        private final ColdTier cold;

        Told(BookSettings settings, int maxRows, ColdTier cold) {
            this.settings = settings;
            this.maxRows = maxRows;
            this.cold = cold;
            this.book = new DeviceBook(settings, maxRows, cold);
        }

        /** Tells so many rows of windows that closed and, if these are all, looks for so many steps. */
        void commit(long upTo, int closing, int steps) {
            watermark = Math.max(watermark, upTo);
            List<Part> parts = new ArrayList<>();
            int[] rowsLeft = {closing};
            book.tell(0, watermark, () -> rowsLeft[0]-- > 0, parts::add);
            if (steps > 0 && book.leftToTell() == 0) {
                int[] left = {steps};
                parts.addAll(book.look(0, watermark, List.of(histories), () -> left[0]-- > 0));
            }
            for (Part part : parts) {
                if (part instanceof CountPart count) {
                    take(count);
                } else if (part instanceof ActivityPart activity) {
                    active.put(activity.window(), activity);
                } else if (part instanceof ReachPart reached) {
                    reach.put(reached.destination().name(), reached);
                } else if (part instanceof CohortsPart told) {
                    cohorts = told.cohorts();
                } else {
                    assertThat(part).isNotInstanceOf(FindingsPart.class);
                }
            }
            book.writeChanges((key, value) -> {
                List<Byte> boxed = new ArrayList<>();
                for (byte each : key) {
                    boxed.add(each);
                }
                // a compacted topic keeps the newest value of a key at the place where that was written
                changelog.remove(boxed);
                changelog.put(boxed, value);
            });
        }

        private void take(CountPart count) {
            String key = count.cohort().value() + " " + count.destination().name() + " " + count.window();
            Sums sums = count.sums();
            if (sums.isNone()) {
                rows.remove(key);
            } else {
                rows.put(
                        key,
                        sums.connections() + " " + sums.failed() + " " + sums.bytesSent() + " " + sums.bytesReceived()
                                + " " + (sums.packetsSent() + sums.packetsReceived()) + " " + sums.devices() + " "
                                + sums.firstSeen() + " " + sums.lastSeen() + " " + sums.places());
            }
        }

        void restart(boolean onTopOfTheOld) {
            DeviceBook next = book;
            if (!onTopOfTheOld) {
                book.close();
                next = new DeviceBook(settings, maxRows, cold);
            }
            for (Map.Entry<List<Byte>, byte @Nullable []> each : changelog.entrySet()) {
                List<Byte> key = each.getKey();
                byte[] bytes = new byte[key.size()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = key.get(i);
                }
                next.restore(bytes, each.getValue());
            }
            next.ready(watermark);
            book = next;
        }

        TreeMap<String, String> active() {
            TreeMap<String, String> all = new TreeMap<>();
            active.forEach((window, part) -> part.active()
                    .forEach((cohort, each) ->
                            all.put(cohort.value() + " " + window, each.devices() + " " + each.events())));
            return all;
        }

        TreeMap<String, String> reach() {
            TreeMap<String, String> all = new TreeMap<>();
            reach.forEach((destination, part) -> part.reach()
                    .forEach((cohort, each) -> all.put(
                            destination + " " + cohort.value(),
                            each.devices() + " " + each.firstSeen() + " " + each.lastSeen() + " " + each.evidence())));
            return all;
        }

        TreeMap<String, String> cohorts() {
            TreeMap<String, String> all = new TreeMap<>();
            cohorts.forEach((cohort, each) -> all.put(cohort.value(), each.toString()));
            return all;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 16, 0", "2, 100, 4096, 0", "3, 100, 4096, 10", "4, 2, 16, 5", "5, 100, 16, 3",
        "6, 5, 4096, 20", "7, 1, 16, 4", "8, 100, 4096, 1", "9, 4, 20, 8", "10, 100, 64, 2"
    })
    void theNewestStatementsAreThoseOfTheReference(
            long seed, int destinations, int perCell, int restartsIn100, @TempDir Path disk) {
        theSameAsReference(seed, destinations, perCell, restartsIn100, ColdTier.none());
        try (ColdTier cold = new ColdTier(disk, 1)) {
            theSameAsReference(seed, destinations, perCell, restartsIn100, cold);
            assertThat(cold.written())
                    .as("all that was not just in use went to disk")
                    .isGreaterThan(500);
            assertThat(cold.read()).isGreaterThan(500);
        }
    }

    private static void theSameAsReference(long seed, int destinations, int perCell, int restartsIn100, ColdTier cold) {
        BookSettings settings = new BookSettings(HOUR, Long.MAX_VALUE, destinations, perCell);
        SplittableRandom random = new SplittableRandom(seed);
        ReferenceBook reference = new ReferenceBook(settings);
        Told told = new Told(settings, seed % 2 == 0 ? 50 : 100_000, cold);
        List<DeviceConnection> sent = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int what = random.nextInt(100);
            if (what < 3) {
                profile(random, reference, told);
            } else if (what < 5) {
                installed(random, i, reference, told);
            } else if (what < 6) {
                String device = "device-" + random.nextInt(6);
                reference.forgetProfile(device);
                told.book.forgetProfile(device);
            } else if (what < 9 && perCell > 1_000 && !sent.isEmpty()) {
                event(sent.get(random.nextInt(sent.size())), reference, told);
            } else {
                DeviceConnection event = random(random, i);
                sent.add(event);
                event(event, reference, told);
            }
            if (random.nextInt(60) == 0) {
                int closing = random.nextInt(2) == 0 ? ALL : random.nextInt(40);
                int steps = random.nextInt(4) == 0 ? ALL : random.nextInt(12);
                told.commit(T + random.nextLong(i + 1) * 20_000, closing, steps);
                if (random.nextInt(100) < restartsIn100) {
                    told.restart(random.nextInt(4) == 0);
                }
            }
        }
        // The first comes to the end of a look that was interrupted, the second looks at what came since that began.
        told.commit(Long.MAX_VALUE, ALL, ALL);
        told.commit(Long.MAX_VALUE, ALL, ALL);

        assertThat(told.book.isLooking()).isFalse();
        assertThat(told.book.looked()).isEqualTo(Long.MAX_VALUE);
        assertThat(told.rows).as("rows, seed %d", seed).isEqualTo(reference.rows());
        assertThat(told.active()).as("activity, seed %d", seed).isEqualTo(reference.active());
        assertThat(told.cohorts()).as("denominators, seed %d", seed).isEqualTo(reference.cohorts());
        if (perCell > 1_000) {
            assertThat(told.reach()).as("reach, seed %d", seed).isEqualTo(reference.reach());
            reference.contacts().forEach((pair, contacts) -> shown(told.histories.shown.get(pair), contacts, seed));
        }
    }

    private static void shown(PairHistory history, List<Contact> contacts, long seed) {
        TreeSet<String> names = new TreeSet<>();
        contacts.forEach(contact ->
                names.addAll(Stream.ofNullable(contact.endpoint().host()).toList()));

        assertThat(history.contacts()).as("contacts, seed %d", seed).isEqualTo(contacts);
        assertThat(history.omitted()).isZero();
        assertThat(history.first()).isEqualTo(contacts.get(0).event());
        assertThat(history.names()).isEqualTo(names.size());
        assertThat(history.nameSample()).containsExactlyElementsOf(names);
    }

    private static void event(DeviceConnection event, ReferenceBook reference, Told told) {
        int where = Math.floorMod(event.getEventId().hashCode(), 9);
        Destination destination = new Destination("site" + where + ".com", DestinationKind.SITE);
        Location location = PLACES[where % 3];
        reference.apply(event, destination, location);
        Events.apply(told.book, event, destination, location);
    }

    private static DeviceConnection random(SplittableRandom random, int i) {
        long time = T + (random.nextInt(5) == 0 ? random.nextLong(60 * HOUR) : i * 20_000L);
        return DeviceConnection.newBuilder()
                .setEventId(id(random, i))
                .setDeviceId("device-" + random.nextInt(6))
                .setTime(Instant.ofEpochMilli(time))
                .setDurationMs(random.nextInt(3) == 0 ? random.nextInt(100_000) : 0)
                .setTransport(Transport.TCP)
                .setRemotePort(random.nextInt(4) == 0 ? random.nextInt(3) : 443)
                .setHost(random.nextBoolean() ? "h" + random.nextInt(20) + ".example.com" : null)
                .setBytesSent(random.nextInt(1_000))
                .setBytesReceived(random.nextLong(1L << 40))
                .setPacketsSent(random.nextInt(3))
                .setOutcome(Outcome.values()[random.nextInt(4)])
                .setOccurrences(random.nextInt(10) == 0 ? 1 + random.nextInt(9) : 1)
                .setLeaks(random.nextInt(30) == 0 ? Arrays.asList("IMEI", "MAC") : List.of())
                .setCapture("capture-" + random.nextInt(3))
                .setPosition(i)
                .build();
    }

    /** Ids of every form, with what nearly looks like another form. */
    private static String id(SplittableRandom random, int i) {
        return switch (random.nextInt(8)) {
            case 0 -> String.format("%016x-%d", random.nextLong(), i);
            case 1 -> String.format("%016x-%d", random.nextLong(), random.nextInt(9));
            case 2 -> "feed/" + i + "/é";
            case 3 -> "0" + i + "-0" + i;
            case 4 -> "-" + i;
            case 5 -> String.format("%016X-%d", random.nextLong(), i + 1);
            default -> "0123456789abcdef-" + i;
        };
    }

    private static void profile(SplittableRandom random, ReferenceBook reference, Told told) {
        DeviceProfile profile = DeviceProfile.newBuilder()
                .setDeviceId("device-" + random.nextInt(6))
                .setValidFrom(Instant.ofEpochMilli(random.nextBoolean() ? 0 : T + random.nextLong(60 * HOUR)))
                .setManufacturer("Maker")
                .setModel("Model" + random.nextInt(2))
                .setFirmware("F" + random.nextInt(3))
                .build();
        reference.apply(profile);
        told.book.apply(profile);
    }

    private static void installed(SplittableRandom random, int i, ReferenceBook reference, Told told) {
        DeviceLifecycle lifecycle = DeviceLifecycle.newBuilder()
                .setEventId("i" + i)
                .setDeviceId("device-" + random.nextInt(6))
                .setTime(Instant.ofEpochMilli(T + random.nextLong(20 * HOUR)))
                .setKind(LifecycleKind.FIRMWARE_INSTALLED)
                .setFirmware("F" + random.nextInt(3))
                .build();
        reference.apply(lifecycle);
        told.book.apply(lifecycle);
    }
}
