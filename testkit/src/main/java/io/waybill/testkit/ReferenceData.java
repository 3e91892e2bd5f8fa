package io.waybill.testkit;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Mark;
import io.waybill.testkit.fleet.Phone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator's own books say of a simulated fleet. */
final class ReferenceData {

    static {
        AvroTrust.vouch();
    }

    private ReferenceData() {}

    /** The inventory as it stood when the period began. */
    static List<DeviceProfile> inventory(List<Life> lives) {
        return lives.stream().map(Life::phone).map(ReferenceData::profile).toList();
    }

    private static DeviceProfile profile(Phone phone) {
        int host = phone.index() + 2;
        return DeviceProfile.newBuilder()
                .setDeviceId(phone.id())
                .setManufacturer(phone.model().manufacturer())
                .setModel(phone.model().name())
                .setFirmware(phone.firmware())
                .setOs(phone.model().os())
                .setHomeCountry(phone.home().country())
                .setGroup(phone.group())
                .setAddresses(List.of("10." + (host >> 16 & 255) + "." + (host >> 8 & 255) + "." + (host & 255)))
                .build();
    }

    /** Everything done to the phones, by time. */
    static List<DeviceLifecycle> lifecycle(SimulationParameters parameters, List<Life> lives) {
        List<DeviceLifecycle> events = new ArrayList<>();
        for (Life life : lives) {
            int number = 0;
            for (Mark mark : life.marks()) {
                events.add(event(parameters, life.phone(), ++number, mark));
            }
        }
        events.sort(Comparator.comparing(DeviceLifecycle::getTime).thenComparing(DeviceLifecycle::getEventId));
        return events;
    }

    private static DeviceLifecycle event(SimulationParameters parameters, Phone phone, int number, Mark mark) {
        return DeviceLifecycle.newBuilder()
                .setEventId(parameters.scenario().id() + "-" + parameters.seed() + "-" + (phone.index() + 1) + "-life-"
                        + number)
                .setDeviceId(phone.id())
                .setTime(Instant.ofEpochMilli(mark.time()))
                .setKind(mark.kind())
                .setFirmware(detail(mark, LifecycleKind.FIRMWARE_INSTALLED))
                .setSetting(detail(mark, LifecycleKind.SETTING_CHANGED))
                .setSettingValue(mark.value().isEmpty() ? null : mark.value())
                .setApp(app(mark))
                .build();
    }

    private static @Nullable String detail(Mark mark, LifecycleKind kind) {
        return mark.kind() == kind ? mark.detail() : null;
    }

    private static @Nullable String app(Mark mark) {
        String installed = detail(mark, LifecycleKind.APP_INSTALLED);
        return installed == null ? detail(mark, LifecycleKind.APP_REMOVED) : installed;
    }
}
