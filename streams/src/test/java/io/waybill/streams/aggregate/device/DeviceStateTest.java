package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DeviceView;
import io.waybill.streams.detect.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceStateTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static DeviceProfile profile(long validFrom, String firmware) {
        return DeviceProfile.newBuilder()
                .setDeviceId("d")
                .setValidFrom(Instant.ofEpochMilli(validFrom))
                .setManufacturer("M")
                .setModel("m")
                .setFirmware(firmware)
                .build();
    }

    private static DeviceLifecycle installed(long time, String firmware) {
        return DeviceLifecycle.newBuilder()
                .setEventId("i" + time)
                .setDeviceId("d")
                .setTime(Instant.ofEpochMilli(time))
                .setKind(LifecycleKind.FIRMWARE_INSTALLED)
                .setFirmware(firmware)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"999, A", "1000, B", "1999, B", "2000, C", "999999, C", "0, A"})
    void firmwareIsTheOneThatRanAtTheTime(long time, String expected) {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(installed(2_000, "C"));
        device.apply(profile(0, "A"));
        device.apply(installed(1_000, "B"));

        assertThat(device.firmwareAt(time)).isEqualTo(expected);
    }

    @Test
    void beforeAnythingIsKnownTheFirmwareIsUnknown() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(profile(5_000, "A"));

        assertThat(device.firmwareAt(4_999)).isEqualTo("unknown");
    }

    @Test
    void theSameMarkTwiceIsOneMark() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());

        assertThat(device.apply(installed(1_000, "B"))).isTrue();
        assertThat(device.apply(installed(1_000, "B"))).isFalse();
        assertThat(device.view().marks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, A, M, m, g, DE, false",
        "1, A, M, m, g, DE, true",
        "0, B, M, m, g, DE, true",
        "0, A, N, m, g, DE, true",
        "0, A, M, n, g, DE, true",
        "0, A, M, m, h, DE, true",
        "0, A, M, m, , DE, true",
        "0, A, M, m, g, FR, true",
        "0, A, M, m, g, , true"
    })
    void aProfileThatSaysTheSameChangesNothing(
            long since, String build, String maker, String model, String group, String country, boolean changes) {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(full(0, "A").build());

        assertThat(device.isChangedBy(full(since, build)
                        .setManufacturer(maker)
                        .setModel(model)
                        .setGroup(group)
                        .setHomeCountry(country)
                        .build()))
                .isEqualTo(changes);
    }

    private static DeviceProfile.Builder full(long validFrom, String firmware) {
        return DeviceProfile.newBuilder(profile(validFrom, firmware))
                .setGroup("g")
                .setHomeCountry("DE");
    }

    @Test
    void comesBackFromItsBytes() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(full(0, "A").build());
        device.apply(installed(1_000, "B"));

        DeviceState back = new DeviceState("d", new HashMap<>(), new BoundHits());
        back.apply(profile(500, "gone"));
        back.apply(installed(2_000, "gone too"));
        back.restore(device.toBytes());

        assertThat(back.view()).isEqualTo(device.view());
        assertThat(back.view().group()).isEqualTo("g");
        assertThat(back.firmwareAt(700)).isEqualTo("A");
        assertThat(back.firmwareAt(2_500)).isEqualTo("B");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theLatestBuildsOfProfilesAreKeptWhateverTheirOrder(long seed) {
        BoundHits hits = new BoundHits();
        DeviceState device = new DeviceState("d", new HashMap<>(), hits);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < DeviceState.PROFILES + 40; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, new Random(seed));

        numbers.forEach(i -> device.apply(profile(i * 10L, "build-" + i)));

        assertThat(device.firmwareAt(399)).isEqualTo("unknown");
        assertThat(device.firmwareAt(400)).isEqualTo("build-40");
        assertThat(device.firmwareAt(10_399)).isEqualTo("build-1039");
        assertThat(hits.profiles).isEqualTo(40);
    }

    @Test
    void theLatestMarksAreKeptAndTheOthersCounted() {
        BoundHits hits = new BoundHits();
        DeviceState device = new DeviceState("d", new HashMap<>(), hits);
        for (int i = Marks.LIMIT + 5; i > 0; i--) {
            device.apply(installed(i, "b" + i));
        }
        device.apply(installed(Marks.LIMIT, "b" + Marks.LIMIT));

        assertThat(device.view().marks()).hasSize(Marks.LIMIT);
        assertThat(device.firmwareAt(5)).isEqualTo("unknown");
        assertThat(device.firmwareAt(6)).isEqualTo("b6");
        assertThat(hits.marks).isEqualTo(5);
    }

    /** A from 0, B from 1000, C from 2000. */
    @ParameterizedTest(name = "asked for {0} and then for {1}: {2}")
    @CsvSource({
        "1000, 999, A",
        "999, 1000, B",
        "0, 1999, B",
        "1999, 2000, C",
        "2500, 999, A",
        "2000, -1, unknown",
        "-1, 0, A"
    })
    void theCohortIsThatOfTheTimeWhateverWasAskedBefore(long before, long time, String build) {
        Map<Cohort, Cohort> interned = new HashMap<>();
        DeviceState device = new DeviceState("d", interned, new BoundHits());
        device.apply(profile(0, "A"));
        device.apply(installed(1_000, "B"));
        device.apply(installed(2_000, "C"));
        device.cohortAt(before);

        assertThat(device.cohortAt(time))
                .isEqualTo(Cohort.firmware("M", "m", build))
                .isSameAs(device.cohortOf(build))
                .isSameAs(interned.get(Cohort.firmware("M", "m", build)));
        assertThat(device.modelCohort()).isSameAs(interned.get(Cohort.model("M", "m")));
        Reattribution.Before was = device.before();
        device.apply(full(0, "A").setModel("n").build());
        assertThat(device.cohortAt(time)).isEqualTo(Cohort.firmware("M", "n", build));
        assertThat(device.modelCohort()).isEqualTo(Cohort.model("M", "n"));
        assertThat(was.model()).isEqualTo(Cohort.model("M", "m"));
        assertThat(was.cohorts().apply(build)).isSameAs(interned.get(Cohort.firmware("M", "m", build)));
    }

    @Test
    void isObservedFromTheFirstToTheLastEvent() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.note(0, 50, 60, device.cohortAt(50), 2);
        DeviceView view = device.view();
        assertThat(view.observed()).isEqualTo(new Span(50, 61));
        device.note(0, 50, 60, device.cohortAt(50), 2);
        assertThat(device.view()).as("nothing new").isSameAs(view);
        device.note(0, 50, 70, device.cohortAt(50), 1);
        assertThat(device.view().observed()).isEqualTo(new Span(50, 71));
        device.note(0, 40, 60, device.cohortAt(50), 1);
        assertThat(device.view().observed()).isEqualTo(new Span(40, 71));
        assertThat(device.buildsSeen()).containsExactly(Map.entry("unknown", new Span(40, 40)));
    }

    /** B is installed at 1000: what is kept as a sum counts for the build that ran at 0. */
    @Test
    void whatIsKeptAsASumCountsForTheBuildAtTheWindowsBegin() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(profile(0, "A"));
        device.apply(installed(1_000, "B"));
        device.note(0, 1_500, 1_500, device.cohortAt(1_500), 7);
        device.moved(0, 999, 2);
        assertThat(device.buildsSeen()).containsOnlyKeys("B");
        device.moved(0, 1_500, 5);

        assertThat(device.buildsSeen()).containsOnlyKeys("A", "B");
        device.moved(0, 1_500, 2);
        assertThat(device.buildsSeen()).containsOnlyKeys("A");
        assertThat(IntStream.range(0, device.events().size())
                        .mapToLong(device.events()::events)
                        .sum())
                .isEqualTo(7);
    }

    @Test
    void appsOverTheBoundAreCountedAndThoseThatDisplaceOthersAreTold() {
        BoundHits hits = new BoundHits();
        DeviceState device = new DeviceState("d", new HashMap<>(), hits);
        Apps apps = new Apps();
        assertThat(device.used(null)).isFalse();
        for (int i = 0; i < Apps.LIMIT + 50; i++) {
            assertThat(hits.apps).isEqualTo(Math.max(0, i - Apps.LIMIT));
            assertThat(device.used("app-" + i)).isEqualTo(apps.add("app-" + i) == Apps.Taken.DISPLACING);
        }

        assertThat(device.apps().all()).containsExactlyElementsOf(apps.all());
        assertThat(device.findAppsAnew()).as("others may have been turned away").isTrue();
        assertThat(device.apps().all()).isEmpty();
        assertThat(device.findAppsAnew()).isFalse();
    }

    @Test
    void whatIsForgottenOfADeviceIsUnknownAgain() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(full(0, "A").build());
        device.apply(installed(1_000, "B"));
        device.note(0, 900, 1_000, device.cohortAt(900), 2);
        assertThat(device.wasResetWhileWatched()).isTrue();
        device.forgetProfile();

        assertThat(device.isNamed()).as("by what was done to it").isTrue();
        assertThat(device.cohortAt(999)).isEqualTo(Cohort.firmware("unknown", "unknown", "unknown"));
        assertThat(device.cohortAt(1_000)).isEqualTo(Cohort.firmware("unknown", "unknown", "B"));
        assertThat(device.view().group()).isNull();
        assertThat(device.view().homeCountry()).isNull();
        device.unname();
        assertThat(device.isNamed()).isFalse();
        assertThat(device.wasResetWhileWatched()).isFalse();
        assertThat(device.firmwareAt(1_000)).isEqualTo("unknown");
        assertThat(device.isUnheardOf()).isTrue();
    }
}
