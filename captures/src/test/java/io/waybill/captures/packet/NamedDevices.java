package io.waybill.captures.packet;

import io.waybill.captures.Addresses;
import io.waybill.captures.DeviceResolver;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inventory by address, and what DHCP adds to it. */
final class NamedDevices implements DeviceResolver {

    private final Map<String, String> byAddress = new HashMap<>();
    private boolean full;
    private long since = Long.MIN_VALUE;

    NamedDevices device(String id, String ip) {
        byAddress.put(ip, id);
        return this;
    }

    NamedDevices mac(String id, String mac) {
        byAddress.put(mac, id);
        return this;
    }

    /** Takes no more leases. */
    NamedDevices full() {
        full = true;
        return this;
    }

    /** Knows no device by its address before this time. */
    NamedDevices since(long millis) {
        since = millis;
        return this;
    }

    @Override
    public @Nullable String deviceAt(byte @Nullable [] mac, byte @Nullable [] ip, long timeMillis) {
        if (timeMillis < since) {
            return null;
        }
        String byMac = mac == null ? null : byAddress.get(HexFormat.of().formatHex(mac));
        return byMac != null || ip == null ? byMac : byAddress.get(Addresses.text(ip));
    }

    @Override
    public @Nullable String deviceNamed(String text, long timeMillis) {
        return byAddress.get(text);
    }

    @Override
    public boolean lease(byte[] mac, byte[] ip, long fromMillis, long untilMillis) {
        String device = byAddress.get(HexFormat.of().formatHex(mac));
        if (device != null && fromMillis < untilMillis) {
            byAddress.put(Addresses.text(ip), device);
        }
        return !full;
    }
}
