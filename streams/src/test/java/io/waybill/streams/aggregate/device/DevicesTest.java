package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.resolve.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is known in a partition, and who leaves it. */
class DevicesTest {

    private final BoundHits hits = new BoundHits();
    private final List<String> gone = new ArrayList<>();

    private Devices devices(int apart, int named) {
        BookSettings settings = BookSettings.CASE.bounded(10, apart).naming(named);
        return new Devices(settings, hits, device -> gone.add(device.id()));
    }

    private static DeviceProfile profile(String device) {
        return DeviceProfile.newBuilder()
                .setDeviceId(device)
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("M")
                .setModel("m")
                .build();
    }

    private static DeviceState profiled(DeviceState device) {
        device.apply(profile(device.id()));
        return device;
    }

    private static DeviceState name(Devices devices, String id) {
        return profiled(Objects.requireNonNull(devices.named(id, any -> {})));
    }

    /** All are named and then unnamed again; the first has a contact still. */
    @ParameterizedTest(name = "of {0}: {1} left")
    @CsvSource({"800, 800", "1143, 1143", "1144, 1144", "1145, 1", "1153, 8"})
    void whoIsNotHeardOfAnyMoreLeavesWithMoreThanAThousandAndAnEighthOfAll(int count, int left) {
        Devices devices = devices(10, 5_000);
        List<DeviceState> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(name(devices, "d-" + i));
        }
        DeviceState first = all.get(0);
        Target target = new Target(new Destination("a.com", DestinationKind.SITE), 0);
        first.pairs().add(new Pair(first, target));
        for (DeviceState device : all) {
            device.unname();
            devices.unnamed(device);
        }

        assertThat(devices.size()).isEqualTo(left);
        assertThat(gone).hasSize(count - left).doesNotContain("d-0");
        devices.clearAway();
        assertThat(devices.values()).containsExactly(first);
        assertThat(gone).hasSize(count - 1);
    }

    @Test
    void whoIsRemovedMakesRoomAmongTheNamedWhenItWasNamed() {
        Devices devices = devices(10, 1);
        DeviceState named = name(devices, "a");
        assertThat(devices.named("a", any -> {})).as("it is already").isSameAs(named);
        devices.remove(devices.device("unnamed"));
        assertThat(devices.named("b", any -> {})).as("has the larger hash").isNull();
        assertThat(hits.named).isEqualTo(1);
        devices.remove(named);
        assertThat(devices.size()).isZero();
        assertThat(devices.get("a")).isNull();

        assertThat(devices.named("b", any -> {})).isNotNull();
        assertThat(hits.named).isEqualTo(1);
    }

    @Test
    void afterARestartWhoIsNamedIsFoundOutAnew() {
        Devices devices = devices(10, 2);
        devices.device("nothing is known of it");
        profiled(devices.device("a"));
        profiled(devices.device("b"));
        devices.ready();

        assertThat(gone).containsExactly("nothing is known of it");
        assertThat(devices.values()).extracting(DeviceState::id).containsExactly("a", "b");
        List<DeviceState> unnamed = new ArrayList<>();
        devices.named("c", unnamed::add);
        assertThat(hits.named).isEqualTo(1);
    }

    @Test
    void overTheBoundDevicesAreKeptTogether() {
        Devices devices = devices(3, 10);
        List<String> admitted = new ArrayList<>();
        for (String id : List.of("a", "b", "c", "d", "e")) {
            admitted.add(devices.admitted(id).id());
        }

        assertThat(admitted).containsExactly("a", "b", "c", Devices.OTHER_DEVICES, Devices.OTHER_DEVICES);
        assertThat(hits.devices).isEqualTo(2);
        assertThat(devices.size()).isEqualTo(4);
        assertThat(devices.get("d")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void whoseProfileIsWithdrawnMakesRoomUnlessItWasReset(boolean reset, int turnedAway) {
        DeviceBook book = new DeviceBook(BookSettings.CASE.naming(1));
        book.apply(profile("b"));
        if (reset) {
            book.apply(DeviceLifecycle.newBuilder()
                    .setEventId("r")
                    .setDeviceId("b")
                    .setTime(Instant.EPOCH)
                    .setKind(LifecycleKind.FACTORY_RESET)
                    .build());
        }
        book.forgetProfile("b");
        book.forgetProfile("never there");
        book.apply(profile("c"));

        assertThat(book.overflow().named()).isEqualTo(turnedAway);
    }
}
