package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
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

    @Test
    void aProfileThatSaysTheSameChangesNothing() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(profile(0, "A"));

        assertThat(device.isChangedBy(profile(0, "A"))).isFalse();
        assertThat(device.isChangedBy(profile(0, "B"))).isTrue();
    }

    @Test
    void comesBackFromItsBytes() {
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        device.apply(profile(0, "A"));
        device.apply(installed(1_000, "B"));

        DeviceState back = new DeviceState("d", new HashMap<>(), new BoundHits());
        back.restore(device.toBytes());

        assertThat(back.view()).isEqualTo(device.view());
        assertThat(back.firmwareAt(1_500)).isEqualTo("B");
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
}
