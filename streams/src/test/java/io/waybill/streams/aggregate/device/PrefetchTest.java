package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can tell from what a book tells and writes whether it read ahead. */
@Tag("slow")
class PrefetchTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final int DEVICES = 14;
    private static final int SITES = 40;

    /** Every bound is met: of destinations of a device and in all, of devices, of contacts of a window, and of the history. */
    private static final BookSettings SETTINGS = new BookSettings(HOUR, 30 * HOUR, 20, 16).bounded(30, 10);

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** A book and all that came out of it, in order. Far ends belong to one book, so each has its own. */
    private static final class Fed {
        private final DeviceBook book;
        private final ColdTier cold;
        private final Map<FarEnd, FarEnd> met = new HashMap<>();
        private final EventBatch batch = new EventBatch();
        private final List<String> out = new ArrayList<>();

        Fed(ColdTier cold) {
            this.cold = cold;
            book = new DeviceBook(SETTINGS, cold);
        }

        /** Puts events into the batch; of most the far end is one that was met before, of some an equal one that knows no book. */
        void fill(List<DeviceConnection> events) {
            for (DeviceConnection event : events) {
                FarEnd fresh = Events.farEnd(event, site(event), Location.UNKNOWN);
                boolean asKnown = event.getPosition() % 5 != 0;
                batch.add(ConnectionView.of(event));
                batch.farEnd(batch.size() - 1, asKnown ? met.computeIfAbsent(fresh, itself -> itself) : fresh);
            }
        }

        /** Reads ahead in memory alone: the disk takes longer than all that may be won. */
        void prefetch(int times) {
            long read = cold.read();
            long written = cold.written();
            for (int i = 0; i < times; i++) {
                book.prefetch(batch);
            }
            assertThat(cold.read()).isEqualTo(read);
            assertThat(cold.written()).isEqualTo(written);
        }

        void take() {
            for (int i = 0; i < batch.size(); i++) {
                out.add(batch.event(i).eventId() + " " + book.apply(batch.event(i), batch.farEnd(i)));
            }
            batch.clear();
        }

        void commit(long watermark, @Nullable List<DeviceDetector> detectors) {
            book.tell(0, watermark, detectors).forEach(part -> out.add(hex(PartCodec.write(part))));
            book.writeChanges((key, value) -> out.add(hex(key) + "=" + (value == null ? "" : hex(value))));
        }

        private static String hex(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    private static Destination site(DeviceConnection event) {
        return new Destination(String.valueOf(event.getHost()), DestinationKind.SITE);
    }

    /** Some are late, some too late; one device is at one destination all the time. */
    private static DeviceConnection random(SplittableRandom random, int number) {
        boolean busy = random.nextInt(5) < 2;
        long behind = !busy && random.nextInt(4) == 0 ? random.nextLong(45 * HOUR) : random.nextLong(HOUR);
        int device = busy ? 0 : random.nextInt(DEVICES);
        int site = busy ? 0 : random.nextInt(1 + random.nextInt(SITES));
        return Events.connection("device-" + device, "e-" + number, T + number * 60_000L - behind)
                .setHost("site-" + site + ".com")
                .setApp(random.nextInt(3) == 0 ? null : "app-" + random.nextInt(6))
                .setRemotePort(random.nextInt(6) == 0 ? random.nextInt(3) : 443)
                .setBytesSent(random.nextInt(10_000))
                .setOutcome(Outcome.values()[random.nextInt(3)])
                .setPosition(number)
                .build();
    }

    private static DeviceProfile profile(SplittableRandom random) {
        return DeviceProfile.newBuilder()
                .setDeviceId("device-" + random.nextInt(DEVICES))
                .setValidFrom(Instant.ofEpochMilli(random.nextBoolean() ? 0 : T + random.nextLong(40 * HOUR)))
                .setManufacturer("Maker")
                .setModel("Model" + random.nextInt(2))
                .setFirmware("F" + random.nextInt(3))
                .build();
    }

    private static List<DeviceConnection> batch(SplittableRandom random, List<DeviceConnection> sent, int size) {
        List<DeviceConnection> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean again = !sent.isEmpty() && random.nextInt(12) == 0;
            events.add(again ? sent.get(random.nextInt(sent.size())) : random(random, sent.size()));
            sent.add(events.get(i));
        }
        return events;
    }

    private static void theSame(long seed, int times, boolean decoys, Fed ahead, Fed plain) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DeviceConnection> sent = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            if (decoys) {
                // Some of these come for real later, some never; what they are like is known in any case.
                ahead.fill(batch(random.split(), new ArrayList<>(sent), EventBatch.SIZE));
                ahead.prefetch(1);
                ahead.batch.clear();
            }
            List<DeviceConnection> events = batch(random, sent, random.nextInt(EventBatch.SIZE + 1));
            ahead.fill(events);
            plain.fill(events);
            ahead.prefetch(times);
            ahead.take();
            plain.take();
            between(random, ahead.book, plain.book);
            if (random.nextInt(4) == 0) {
                long watermark = T + sent.size() * 60_000L - 2 * HOUR;
                int how = random.nextInt(3);
                List<DeviceDetector> detectors = how == 0 ? null : how == 1 ? List.of() : Detectors.deviceSide();
                ahead.commit(watermark, detectors);
                plain.commit(watermark, detectors);
            }
        }
        ahead.commit(Long.MAX_VALUE, Detectors.deviceSide());
        plain.commit(Long.MAX_VALUE, Detectors.deviceSide());

        assertThat(ahead.out).as("seed %d", seed).isEqualTo(plain.out);
        assertThat(ahead.book.overflow()).as("seed %d", seed).isEqualTo(plain.book.overflow());
        assertThat(ahead.book.size()).as("seed %d", seed).isEqualTo(plain.book.size());
        wasMet(plain, seed);
    }

    /** What devices and destinations are may change, or they may be gone, between two batches. */
    private static void between(SplittableRandom random, DeviceBook... books) {
        int what = random.nextInt(10);
        DeviceProfile profile = profile(random);
        for (DeviceBook book : books) {
            if (what < 2) {
                book.apply(profile);
            } else if (what == 2) {
                book.forget(profile.getDeviceId());
            } else if (what == 3) {
                book.forgetProfile(profile.getDeviceId());
            }
        }
    }

    /** A test of a case that never came would say nothing of it. */
    private static void wasMet(Fed fed, long seed) {
        for (Applied each : Applied.values()) {
            assertThat(fed.out).as("seed %d", seed).anyMatch(line -> line.endsWith(" " + each));
        }
        Overflow overflow = fed.book.overflow();
        assertThat(List.of(overflow.contacts(), overflow.destinations(), overflow.devices()))
                .as("bounds met, seed %d", seed)
                .allMatch(hits -> hits > 0);
    }

    @ParameterizedTest(name = "seed {0}, read ahead {1} times, others never taken: {2}")
    @CsvSource({"1, 1, false", "2, 2, false", "3, 1, true", "4, 0, true"})
    void a_book_that_reads_ahead_tells_and_writes_the_same_as_one_that_does_not(long seed, int times, boolean decoys) {
        theSame(seed, times, decoys, new Fed(ColdTier.none()), new Fed(ColdTier.none()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6})
    void what_is_on_disk_stays_there_until_it_is_taken(long seed, @TempDir Path disk) throws IOException {
        try (ColdTier coldAhead = new ColdTier(Files.createDirectory(disk.resolve("ahead")), 1);
                ColdTier coldPlain = new ColdTier(Files.createDirectory(disk.resolve("plain")), 1)) {
            theSame(seed, 1, true, new Fed(coldAhead), new Fed(coldPlain));

            assertThat(coldAhead.written()).as("seed %d", seed).isGreaterThan(500);
            assertThat(coldAhead.read()).as("seed %d", seed).isGreaterThan(500);
        }
    }

    private static void changesNothing(Fed asked, Fed plain) {
        List<@Nullable Target> targets = new ArrayList<>();
        for (int i = 0; i < asked.batch.size(); i++) {
            targets.add(asked.batch.farEnd(i).target);
        }

        asked.prefetch(2);

        for (int i = 0; i < asked.batch.size(); i++) {
            assertThat(asked.batch.farEnd(i).target).isSameAs(targets.get(i));
        }
        assertThat(asked.book.size()).isEqualTo(plain.book.size());
        assertThat(asked.book.hasCorrections()).isEqualTo(plain.book.hasCorrections());
        asked.commit(T + HOUR, List.of());
        plain.commit(T + HOUR, List.of());
        assertThat(asked.out).isEqualTo(plain.out).isNotEmpty();
    }

    private static Fed fed(List<DeviceConnection> events) {
        Fed fed = new Fed(ColdTier.none());
        fed.fill(events);
        fed.take();
        return fed;
    }

    @Test
    void a_batch_without_events_does_nothing() {
        List<DeviceConnection> events = batch(new SplittableRandom(9), new ArrayList<>(), EventBatch.SIZE);
        changesNothing(fed(events), fed(events));
        changesNothing(fed(List.of()), fed(List.of()));
    }

    @Test
    void an_empty_book_stays_empty() {
        List<DeviceConnection> events = batch(new SplittableRandom(10), new ArrayList<>(), EventBatch.SIZE);
        Fed asked = fed(List.of());
        asked.fill(events);

        changesNothing(asked, fed(List.of()));
        assertThat(asked.book.size()).isZero();
    }

    @Test
    void devices_that_are_unknown_stay_so() {
        List<DeviceConnection> known = batch(new SplittableRandom(11), new ArrayList<>(), EventBatch.SIZE);
        Fed asked = fed(known);
        Fed plain = fed(known);
        // Far ends that the book knows: only who was there is new.
        asked.fill(known.stream()
                .map(event -> DeviceConnection.newBuilder(event)
                        .setDeviceId("unknown-" + event.getEventId())
                        .build())
                .toList());

        changesNothing(asked, plain);
    }

    /** What is found is a guess, so that it is read at all shows in nothing but this sum. */
    @Test
    void it_does_read_what_there_is() {
        BoundHits hits = new BoundHits();
        Devices devices = new Devices(SETTINGS, hits, gone -> {});
        Windows windows = new Windows(HOUR);
        CountRows counts = new CountRows(windows, 100);
        Prefetch prefetch = new Prefetch(windows, devices, counts);
        EventBatch batch = new EventBatch();
        DeviceConnection event = random(new SplittableRandom(12), 0);
        FarEnd farEnd = Events.farEnd(event, site(event), Location.UNKNOWN);
        batch.add(ConnectionView.of(event));
        batch.farEnd(0, farEnd);
        prefetch.of(new EventBatch());
        prefetch.of(batch);
        assertThat(prefetch.read).as("nothing there").isZero();

        DeviceState device = devices.device(event.getDeviceId());
        device.note(T, T, T, device.cohortAt(T), 1);
        assertThat(read(prefetch, batch)).as("when the device was seen first").isGreaterThanOrEqualTo(T);

        Pair pair = new Pair(device, new Target(site(event), 0));
        device.pairs().add(pair);
        farEnd.target = pair.target();
        long before = read(prefetch, batch);
        pair.cells().add(T);
        long withCell = read(prefetch, batch);
        assertThat(withCell).as("what its pair has").isNotEqualTo(before);

        counts.changing(
                device.cohort(), pair.target(), windows.of(batch.event(0).time()));
        assertThat(read(prefetch, batch)).as("the row it counts for").isNotEqualTo(withCell);
        assertThat(read(prefetch, batch)).isEqualTo(read(prefetch, batch));
    }

    private static long read(Prefetch prefetch, EventBatch batch) {
        long before = prefetch.read;
        prefetch.of(batch);
        return prefetch.read - before;
    }
}
