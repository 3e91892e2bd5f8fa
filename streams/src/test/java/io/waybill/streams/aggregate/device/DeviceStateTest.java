package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        DeviceState device = new DeviceState("d", new HashMap<>());
        device.apply(installed(2_000, "C"));
        device.apply(profile(0, "A"));
        device.apply(installed(1_000, "B"));

        assertThat(device.firmwareAt(time)).isEqualTo(expected);
    }

    @Test
    void beforeAnythingIsKnownTheFirmwareIsUnknown() {
        DeviceState device = new DeviceState("d", new HashMap<>());
        device.apply(profile(5_000, "A"));

        assertThat(device.firmwareAt(4_999)).isEqualTo("unknown");
    }

    @Test
    void theSameMarkTwiceIsOneMark() {
        DeviceState device = new DeviceState("d", new HashMap<>());

        assertThat(device.apply(installed(1_000, "B"))).isTrue();
        assertThat(device.apply(installed(1_000, "B"))).isFalse();
        assertThat(device.view().marks()).hasSize(1);
    }

    @Test
    void aProfileThatSaysTheSameChangesNothing() {
        DeviceState device = new DeviceState("d", new HashMap<>());
        device.apply(profile(0, "A"));

        assertThat(device.isChangedBy(profile(0, "A"))).isFalse();
        assertThat(device.isChangedBy(profile(0, "B"))).isTrue();
    }

    @Test
    void comesBackFromItsBytes() {
        DeviceState device = new DeviceState("d", new HashMap<>());
        device.apply(profile(0, "A"));
        device.apply(installed(1_000, "B"));

        DeviceState back = new DeviceState("d", new HashMap<>());
        back.restore(device.toBytes());

        assertThat(back.view()).isEqualTo(device.view());
        assertThat(back.firmwareAt(1_500)).isEqualTo("B");
    }
}
