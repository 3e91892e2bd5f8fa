package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is left when windows were forgotten is the same for a book that ran on, for one that was restored from the changelog at any
 * time, and for one that was only ever given what is left: denominators, reach, and what the detectors are shown.
 */
class HistoryTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final int HOURS = 120;
    private static final BookSettings SETTINGS = new BookSettings(HOUR, 24 * HOUR, 100, 64);

    /** One of a build that is forgotten in the end, and one of a device of which nothing else is left. */
    private static final List<DeviceProfile> PROFILES = List.of(
            profile("device-0", Instant.EPOCH, "F"),
            profile("device-0", Instant.ofEpochMilli(T + 48 * HOUR), "G"),
            profile("guest-0", Instant.EPOCH, "F"));

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** Shows what a detector is shown. */
    private static final class Shown implements DeviceDetector {
        private final Map<String, String> histories = new TreeMap<>();

        @Override
        public String id() {
            return "shown";
        }

        @Override
        public List<Finding> examine(PairHistory history, Policy policy) {
            histories.put(
                    history.device().deviceId() + " " + history.destination().name(),
                    history.contacts().size() + " of " + history.device().observed() + ", names " + history.names()
                            + " " + history.nameSample());
            return List.of();
        }
    }

    /** A book, its changelog, and what it told last. */
    private static final class Told {
        private final Map<ByteBuffer, byte @Nullable []> changelog = new LinkedHashMap<>();
        private final TreeMap<String, String> reach = new TreeMap<>();
        private Map<Cohort, Fleet.Activity> cohorts = new TreeMap<>();
        private DeviceBook book = new DeviceBook(SETTINGS);

        void tell(long watermark, DeviceDetector detector) {
            for (Part part : book.tell(0, watermark, List.of(detector))) {
                if (part instanceof CohortsPart told) {
                    cohorts = told.cohorts();
                } else if (part instanceof ReachPart told && told.reach().isEmpty()) {
                    reach.remove(told.destination().name());
                } else if (part instanceof ReachPart told) {
                    reach.put(told.destination().name(), told.reach().toString());
                }
            }
            book.writeChanges((key, value) -> {
                changelog.remove(ByteBuffer.wrap(key));
                changelog.put(ByteBuffer.wrap(key), value);
            });
        }

        void restart(long watermark) {
            DeviceBook next = new DeviceBook(SETTINGS);
            changelog.forEach((key, value) -> next.restore(key.array(), value));
            next.ready(watermark);
            book = next;
        }
    }

    /** Takes part in everything, so that every pair is looked at: a mark on each device has them all shown again. */
    private static Map<String, String> shownInTheEnd(Told told) {
        Shown shown = new Shown();
        for (int device = 0; device < 4; device++) {
            told.book.apply(DeviceLifecycle.newBuilder()
                    .setEventId("end-" + device)
                    .setDeviceId("device-" + device)
                    .setTime(Instant.ofEpochMilli(T + (HOURS + 1) * HOUR))
                    .setKind(LifecycleKind.OTHER)
                    .build());
        }
        told.tell(T + (HOURS + 1) * HOUR, shown);
        shown.histories.keySet().removeIf(pair -> !pair.startsWith("device-"));
        return shown.histories;
    }

    @Tag("slow")
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void what_is_left_does_not_tell_what_was_there_before(long seed) {
        same(seed, 6_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8})
    void nor_do_few_events(long seed) {
        same(seed, 600);
    }

    private static void same(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DeviceConnection> events = events(random, count);
        long oldest = T + (HOURS - 1 - 24) * HOUR;
        Told ranOn = new Told();
        Told restarted = new Told();
        Told onlyTheRest = new Told();
        List<Told> all = List.of(ranOn, restarted, onlyTheRest);
        all.forEach(each -> PROFILES.forEach(each.book::apply));
        for (int i = 0; i < events.size(); i++) {
            DeviceConnection event = events.get(i);
            take(ranOn, event);
            take(restarted, event);
            if (event.getTime().toEpochMilli() >= oldest) {
                take(onlyTheRest, event);
            }
            if (random.nextInt(count / 60) == 0) {
                long watermark = SETTINGS.windowOf(event.getTime().toEpochMilli() - 2 * HOUR);
                all.forEach(each -> each.tell(watermark, new Shown()));
                if (random.nextInt(3) == 0) {
                    restarted.restart(watermark);
                }
            }
        }

        Map<String, String> expected = shownInTheEnd(onlyTheRest);

        assertThat(shownInTheEnd(ranOn)).as("shown, ran on").isEqualTo(expected);
        assertThat(shownInTheEnd(restarted)).as("shown, restarted").isEqualTo(expected);
        assertThat(ranOn.cohorts).as("denominators, ran on").isEqualTo(onlyTheRest.cohorts);
        assertThat(restarted.cohorts).as("denominators, restarted").isEqualTo(onlyTheRest.cohorts);
        assertThat(ranOn.reach).as("reach, ran on").isEqualTo(onlyTheRest.reach);
        assertThat(restarted.reach).as("reach, restarted").isEqualTo(onlyTheRest.reach);
        assertThat(ranOn.book.size()).isEqualTo(onlyTheRest.book.size());
        assertThat(restarted.book.size()).isEqualTo(onlyTheRest.book.size());
        assertThat(onlyTheRest.cohorts.keySet())
                .anyMatch(cohort -> cohort.level() == SubjectLevel.APP)
                .contains(Cohort.firmware("Maker", "Model", "G"))
                .doesNotContain(Cohort.firmware("Maker", "Model", "F"));
        assertThat(onlyTheRest.reach).hasSizeGreaterThan(3);
    }

    private static void take(Told told, DeviceConnection event) {
        String site = event.getHost().replaceFirst("^[^.]*\\.", "");
        Applied applied = Events.apply(told.book, event, new Destination(site, DestinationKind.SITE), Location.UNKNOWN);
        assertThat(applied).isIn(Applied.COUNTED, Applied.CORRECTED);
    }

    private static DeviceProfile profile(String device, Instant since, String firmware) {
        return DeviceProfile.newBuilder()
                .setDeviceId(device)
                .setValidFrom(since)
                .setManufacturer("Maker")
                .setModel("Model")
                .setFirmware(firmware)
                .build();
    }

    /** In the order of time but for two hours; apps, names, destinations and devices come and go by the day. */
    private static List<DeviceConnection> events(SplittableRandom random, int count) {
        List<DeviceConnection> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long time = T + (long) i * HOURS * HOUR / count;
            long day = (time - T) / (24 * HOUR);
            // Some of each device's traffic is like ever, some of the day; one busy pair is over the bound of a window.
            long which = random.nextInt(3) == 0 ? 0 : day;
            String host = random.nextInt(4) == 0 ? "busy.com" : "site" + which + random.nextInt(3) + ".com";
            events.add(DeviceConnection.newBuilder()
                    .setEventId("e-" + i)
                    .setDeviceId(random.nextInt(20) == 0 ? "guest-" + day : "device-" + random.nextInt(4))
                    .setTime(Instant.ofEpochMilli(Math.max(T, time - (i > count - 60 ? 0 : random.nextLong(HOUR)))))
                    .setTransport(Transport.TCP)
                    .setRemotePort(443)
                    .setHost("h" + day + "-" + random.nextInt(30) + "." + host)
                    .setApp(random.nextInt(2) == 0 ? "com.app" + which + "." + random.nextInt(4) : null)
                    .setBytesSent(random.nextInt(1_000))
                    .build());
        }
        return events;
    }
}
