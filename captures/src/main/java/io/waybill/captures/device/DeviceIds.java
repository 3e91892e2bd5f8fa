package io.waybill.captures.device;

import io.waybill.captures.DeviceResolver;
import io.waybill.captures.packet.frame.Wire;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids of devices by address; names of unknown ones are kept. Not thread-safe. */
public final class DeviceIds {
    private static final int MAX_UNKNOWN = 65_536;
    private static final int PLACE_BITS = 14;
    private static final int MULTIPLIER = 0x9e3779b1;

    private final DeviceResolver devices;
    private final Map<ByteBuffer, String> unknown = new HashMap<>();
    private final int[] addresses = new int[1 << PLACE_BITS];
    private final @Nullable String[] names = new String[1 << PLACE_BITS];

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
        return endpoint.ip().length == 4 ? unknown4(endpoint.ip()) : unknown6(endpoint.ip());
    }

    /** One name per place; another address of the same place takes it over. */
    private String unknown4(byte[] ip) {
        int address = Wire.i32(ip, 0);
        int place = address * MULTIPLIER >>> 32 - PLACE_BITS;
        String name = names[place];
        if (name == null || addresses[place] != address) {
            name = DeviceResolver.unknown(ip);
            names[place] = name;
            addresses[place] = address;
        }
        return name;
    }

    private String unknown6(byte[] ip) {
        if (unknown.size() >= MAX_UNKNOWN) {
            unknown.clear();
        }
        return unknown.computeIfAbsent(ByteBuffer.wrap(ip), any -> DeviceResolver.unknown(ip));
    }

    /** Whether the inventory knows who this is. */
    public boolean knows(Endpoint endpoint, long timeMillis) {
        return devices.deviceAt(endpoint.mac(), endpoint.ip(), timeMillis) != null;
    }
}
