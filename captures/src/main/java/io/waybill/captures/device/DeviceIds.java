package io.waybill.captures.device;

import io.waybill.captures.DeviceResolver;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Ids of devices by address; names for unknown ones are made once per address. Not thread-safe. */
public final class DeviceIds {
    private static final int MAX_UNKNOWN = 65_536;

    private final DeviceResolver devices;
    private final Map<ByteBuffer, String> unknown = new HashMap<>();

    /** Asks this resolver first. */
    public DeviceIds(DeviceResolver devices) {
        this.devices = devices;
    }

    /** The inventory's id of the device at this address then, else {@code unknown-<address>}. */
    public String id(Endpoint endpoint, long timeMillis) {
        String known = devices.deviceAt(endpoint.mac(), endpoint.ip(), timeMillis);
        if (known != null) {
            return known;
        }
        if (unknown.size() >= MAX_UNKNOWN) {
            unknown.clear();
        }
        return unknown.computeIfAbsent(ByteBuffer.wrap(endpoint.ip()), ip -> DeviceResolver.unknown(endpoint.ip()));
    }

    /** Whether the inventory knows who this is. */
    public boolean knows(Endpoint endpoint, long timeMillis) {
        return devices.deviceAt(endpoint.mac(), endpoint.ip(), timeMillis) != null;
    }
}
