package io.waybill.captures.reference;

import io.waybill.captures.AddressParser;
import io.waybill.captures.Addresses;
import io.waybill.captures.DeviceResolver;
import io.waybill.captures.MacAddresses;
import io.waybill.schemas.DeviceProfile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names devices by id, serial, MAC and IP address, as the inventory lists them and DHCP leases hand them out.
 *
 * <p>A MAC the inventory lists goes first, also a randomised one. Then, for an IP, the lease of that time, when its MAC is
 * the inventory's; then the inventory's own IP addresses. The number of leases held is bounded; what comes after the bound is
 * not taken and counted. Not thread-safe.
 */
public final class AddressBook implements DeviceResolver {
    /** Leases held at most. */
    public static final int MAX_LEASES = 1_000_000;

    private final Map<String, String> devicesByName = new HashMap<>();
    private final Map<Bytes, String> devicesByAddress = new HashMap<>();
    private final Map<Bytes, TreeMap<Long, Lease>> leasesByIp = new HashMap<>();
    private final long maxLeases;
    private long leases;

    private record Lease(@Nullable String deviceId, long untilMillis) {}

    /** A byte array as a key. */
    private record Bytes(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return Arrays.toString(bytes);
        }
    }

    /** A book that knows no device. */
    public AddressBook() {
        this(MAX_LEASES);
    }

    AddressBook(long maxLeases) {
        this.maxLeases = maxLeases;
    }

    /** Adds a device with its id and addresses. */
    void add(DeviceProfile device) {
        addName(device.getDeviceId(), device.getDeviceId());
        for (String address : device.getAddresses()) {
            byte[] bytes = bytes(address);
            if (bytes != null) {
                devicesByAddress.putIfAbsent(new Bytes(bytes), device.getDeviceId());
            }
        }
    }

    /** Adds another name (a serial number, say) of a device. */
    void addName(String name, String deviceId) {
        devicesByName.putIfAbsent(name.toLowerCase(Locale.ROOT), deviceId);
    }

    @Override
    public @Nullable String deviceAt(byte @Nullable [] mac, byte @Nullable [] ip, long timeMillis) {
        if (mac != null) {
            String device = devicesByAddress.get(new Bytes(mac));
            if (device != null) {
                return device;
            }
        }
        if (ip == null) {
            return null;
        }
        Bytes key = new Bytes(ip);
        TreeMap<Long, Lease> held = leasesByIp.isEmpty() ? null : leasesByIp.get(key);
        if (held != null) {
            Map.Entry<Long, Lease> entry = held.floorEntry(timeMillis);
            if (entry != null && timeMillis < entry.getValue().untilMillis && entry.getValue().deviceId != null) {
                return entry.getValue().deviceId;
            }
        }
        return devicesByAddress.get(key);
    }

    @Override
    public @Nullable String deviceNamed(String text, long timeMillis) {
        String device = devicesByName.get(text);
        if (device == null) {
            device = devicesByName.get(text.toLowerCase(Locale.ROOT));
        }
        if (device != null) {
            return device;
        }
        byte[] ip = AddressParser.ip(text);
        return ip != null ? deviceAt(null, ip, timeMillis) : deviceAt(AddressParser.mac(text), null, timeMillis);
    }

    /** Leases of MACs that the inventory does not list are kept too: they end what others held. */
    @Override
    public boolean lease(byte[] mac, byte[] ip, long fromMillis, long untilMillis) {
        if (untilMillis <= fromMillis) {
            return true;
        }
        if (leases >= maxLeases) {
            return false;
        }
        TreeMap<Long, Lease> held = leasesByIp.computeIfAbsent(new Bytes(ip.clone()), any -> new TreeMap<>());
        Lease former = held.put(fromMillis, new Lease(devicesByAddress.get(new Bytes(mac)), untilMillis));
        leases += former == null ? 1 : 0;
        return true;
    }

    /** An address in its one spelling: lower case with colons for MACs, RFC 5952 for IPs; null where it is neither. */
    static @Nullable String canonical(String address) {
        byte[] bytes = bytes(address);
        if (bytes == null) {
            return null;
        }
        return bytes.length == 6 ? MacAddresses.text(bytes) : Addresses.text(bytes);
    }

    private static byte @Nullable [] bytes(String address) {
        byte[] mac = AddressParser.mac(address);
        return mac != null ? mac : AddressParser.ip(address);
    }
}
