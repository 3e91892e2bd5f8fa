package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.codec.ByteHash;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contacts of one device with one destination, sixteen of a window one by one. */
class PairTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final Destination SITE = new Destination("a.com", DestinationKind.SITE);

    private final SourceTable sources = new SourceTable();
    private final Scratch scratch = new Scratch(sources);
    private final ContactRow row = new ContactRow(sources);
    private final RowCodec codec = new RowCodec(sources);
    private final Windows windows = new Windows(HOUR);
    private final DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
    private Pair pair = new Pair(device, new Target(SITE, 0));

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** True when the window was full. */
    private boolean add(DeviceConnection.Builder builder) {
        DeviceConnection event = builder.setBytesSent(7).build();
        ByteWriter body = new ByteWriter(64);
        codec.write(ConnectionView.of(event), body);
        byte[] id = event.getEventId().getBytes(StandardCharsets.UTF_8);
        long hash = ByteHash.of(id, 0, id.length);
        long time = event.getTime().toEpochMilli();
        long window = windows.of(time);
        int farEnd = pair.place(Events.farEnd(event, SITE, Location.UNKNOWN), window);
        return pair.add(windows, window, time, farEnd, hash, body.array(), 0, body.size(), 16, scratch);
    }

    private boolean add(long time, String id, @Nullable String host, @Nullable String app) {
        return add(Events.connection("d", id, time).setHost(host).setApp(app));
    }

    private boolean add(long time, String id) {
        return add(time, id, "h", null);
    }

    private void installed(long time, String build) {
        device.apply(DeviceLifecycle.newBuilder()
                .setEventId(build)
                .setDeviceId("d")
                .setTime(Instant.ofEpochMilli(time))
                .setKind(LifecycleKind.FIRMWARE_INSTALLED)
                .setFirmware(build)
                .build());
    }

    /** What is kept one by one: the time behind {@link #T}, the event and the name. */
    private List<String> kept() {
        List<String> kept = new ArrayList<>();
        ContactLog.Cursor cursor = pair.rows(row);
        while (cursor.next()) {
            kept.add(row.time() - T + " " + row.event("d").eventId() + " "
                    + pair.farEnd(row.endpoint()).endpoint().host());
        }
        return kept;
    }

    private long inSums() {
        return pair.overflow().values().stream()
                .mapToLong(RunningSums::connections)
                .sum();
    }

    /** Build A, and from a thousand milliseconds on B; the twenty contacts of the first window are all of B, the second's is of C. */
    @ParameterizedTest(name = "hour {0}, build {1}: one by one {2}, with those in sums {3}")
    @CsvSource({
        "0, A, false, true",
        "0, B, true, true",
        "0, C, false, false",
        "1, A, false, false",
        "1, B, false, false",
        "1, C, true, true",
        "2, A, false, false",
        "2, C, false, false"
    })
    void whatIsInSumsIsOfTheBuildAtTheWindowsBegin(int hour, String build, boolean oneByOne, boolean withSums) {
        installed(0, "A");
        installed(T + 1_000, "B");
        installed(T + HOUR, "C");
        for (int i = 0; i < 16; i++) {
            assertThat(add(T + 2_000 + i, "e-" + i)).isFalse();
        }
        add(T + HOUR + 5, "late");

        assertThat(has(hour, build)).isEqualTo(oneByOne);
        for (int i = 16; i < 20; i++) {
            assertThat(add(T + 2_000 + i, "e-" + i)).isTrue();
        }
        assertThat(has(hour, build)).isEqualTo(withSums);
        assertThat(inSums()).isEqualTo(4);
    }

    private boolean has(int hour, String build) {
        return pair.hasBuild(windows, T + hour * HOUR, device.cohortOf(build), row);
    }

    /** The window is full of e115 to e100, each as many connections as its number; another one counts as one. */
    @ParameterizedTest(name = "{1} at {0}: {2} connections of {3} go to the sums")
    @CsvSource({"200, e, 1, 200", "50, e, 115, 115", "115, e114, 115, 115", "115, e116, 1, 115", "99, z, 115, 115"})
    void theLatestOfAFullWindowGivesWay(long time, String id, int occurrences, long displaced) {
        for (int i = 115; i >= 100; i--) {
            assertThat(add(Events.connection("d", "e" + i, T + i).setOccurrences(i)))
                    .isFalse();
        }
        assertThat(add(T + time, id)).isTrue();

        assertThat(scratch.displacedTime()).isEqualTo(T + displaced);
        assertThat(scratch.displacedOccurrences()).isEqualTo(occurrences);
        assertThat(inSums()).isEqualTo(occurrences);
        assertThat(kept()).hasSize(16).doesNotContain(displaced + " " + (occurrences == 1 ? id : "e115") + " h");
        assertThat(pair.cells().rowsIn(T)).isEqualTo(16);
        assertThat(pair.firstTime()).isEqualTo(T + Math.min(time, 100));
        assertThat(pair.lastTime()).isEqualTo(T + (occurrences == 1 ? 115 : time == 115 ? 115 : 114));
    }

    @Test
    void theDeviceIsSeenAsLongAsItsContactsAndSums() {
        device.pairs().add(pair);
        for (int i = 0; i < 20; i++) {
            add(T + i, "e-" + i);
        }
        device.seeAnew();
        assertThat(device.firstSeen()).isEqualTo(T);
        assertThat(device.lastSeen()).isEqualTo(T + 19);
        assertThat(device.findAppsAnew()).isFalse();
        add(T + HOUR, "f", "h", "app");
        device.seeAnew();
        device.findAppsAnew();
        assertThat(device.lastSeen()).isEqualTo(T + HOUR);
        assertThat(device.apps().all()).containsExactly("app");
    }

    @Test
    void sumsOfAnotherPairAreAddedToItsOwn() {
        Pair other = pair;
        for (int i = 0; i < 20; i++) {
            add(T + i, "a-" + i);
            add(T + HOUR + i, "b-" + i);
        }
        pair = new Pair(device, new Target(SITE, 1));
        for (int i = 0; i < 17; i++) {
            add(T + i, "c-" + i);
        }
        pair.absorbOverflow(other);

        assertThat(pair.overflow()).containsOnlyKeys(T, T + HOUR);
        assertThat(pair.overflow().get(T).connections()).isEqualTo(5);
        assertThat(pair.overflow().get(T + HOUR).toSums(1).bytesSent()).isEqualTo(4 * 7);
    }

    /** The first window is full and over; y comes late in the second, z is of the third. */
    @Test
    void ofForgottenWindowsNothingIsLeft() {
        for (int i = 0; i < 18; i++) {
            add(T + i, "e-" + i, "x", null);
        }
        add(T + 2 * HOUR, "f", "x", null);
        add(T + HOUR + 7, "g", "y", null);
        add(T + 2 * HOUR, "e", "z", null);

        assertThat(pair.forgetBefore(windows, T, scratch)).isFalse();
        assertThat(pair.rowCount()).isEqualTo(19);
        assertThat(pair.forgetBefore(windows, T + HOUR, scratch)).isTrue();
        assertThat(pair.forgetBefore(windows, T + HOUR, scratch)).as("again").isFalse();
        assertThat(kept()).containsExactly("7200000 f x", "3600007 g y", "7200000 e z");
        assertThat(inSums()).isZero();
        assertThat(pair.cells().size()).isEqualTo(2);
        assertThat(pair.first(row).eventId()).isEqualTo("g");
        assertThat(pair.last(row).eventId()).isEqualTo("f");

        assertThat(pair.forgetBefore(windows, T + 2 * HOUR, scratch)).isTrue();
        assertThat(kept()).containsExactly("7200000 f x", "7200000 e z");
        assertThat(pair.farEnds()).isEqualTo(2);
        assertThat(pair.nameSample()).containsExactly("x", "z");
        assertThat(pair.nameCount()).isEqualTo(2);
        assertThat(pair.firstTime()).isEqualTo(T + 2 * HOUR);
        assertThat(pair.first(row).eventId()).isEqualTo("e");
        assertThat(pair.isEmpty()).isFalse();

        assertThat(pair.forgetBefore(windows, T + 3 * HOUR, scratch)).isTrue();
        assertThat(pair.isEmpty()).isTrue();
        assertThat(kept()).isEmpty();
    }

    /** The only far end is that of all that is left. */
    @Test
    void oneFarEndStaysWhateverIsForgotten() {
        add(T, "a");
        add(T + HOUR, "b");
        pair.forgetBefore(windows, T + HOUR, scratch);

        assertThat(kept()).containsExactly("3600000 b h");
        assertThat(pair.farEnds()).isEqualTo(1);
        assertThat(pair.nameSample()).containsExactly("h");
    }

    @Test
    void appsAreThoseThatTheDeviceIsKnownBy() {
        assertThat(pair.farEnds()).isZero();
        assertThat(device.appsOf(pair)).isEmpty();
        device.used("kept");
        device.used("elsewhere");
        add(T, "a", null, "kept");
        assertThat(device.appsOf(pair)).containsExactly("kept");
        assertThat(pair.nameSample()).isEmpty();
        assertThat(pair.nameCount()).isZero();
        add(T, "b", "h", "over the bound");
        add(T, "c", "h", null);
        assertThat(pair.farEnds()).isEqualTo(3);
        assertThat(device.appsOf(pair)).containsExactly("kept");
    }

    /** Several at the first and at the last moment of each build, and the smaller id comes later. */
    @ParameterizedTest(name = "build {0}: {1} and {2}")
    @CsvSource({"A, a1, a9", "B, b1, b9", "C, c1, c1", "D, '', ''"})
    void firstAndLastOfABuild(String build, String first, String last) {
        installed(0, "A");
        installed(T + 10, "B");
        installed(T + 20, "C");
        for (String letter : List.of("b", "a")) {
            long begin = T + (letter.equals("a") ? 0 : 10);
            for (int i : new int[] {2, 8, 1, 5, 9}) {
                add(begin + (i < 3 ? 1 : i < 8 ? 4 : 9), letter + i);
            }
        }
        add(T + 20, "c1");

        assertThat(pair.firstAndLast(build, row))
                .extracting(EventRef::eventId)
                .containsExactlyElementsOf(
                        first.isEmpty() ? List.of() : first.equals(last) ? List.of(first) : List.of(first, last));
        assertThat(pair.firmwares(row)).containsExactly("A", "B", "C");
        assertThat(pair.isOfOneBuild()).isFalse();
    }
}
