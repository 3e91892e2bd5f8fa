package io.waybill.captures.own;

import io.waybill.captures.DeviceResolver;
import io.waybill.schemas.DeviceConnection;
import org.jspecify.annotations.Nullable;

/** Gives events that name their device by another name (serial, address, an earlier {@code unknown-...}) the inventory's id. */
final class DeviceNames {
    private static final String UNKNOWN = "unknown-";

    private DeviceNames() {}

    static void resolve(DeviceConnection event, DeviceResolver devices) {
        String id = event.getDeviceId();
        String name = id.startsWith(UNKNOWN) ? id.substring(UNKNOWN.length()) : id;
        @Nullable String known = devices.deviceNamed(name, event.getTime().toEpochMilli());
        if (known != null) {
            event.setDeviceId(known);
        }
    }
}
