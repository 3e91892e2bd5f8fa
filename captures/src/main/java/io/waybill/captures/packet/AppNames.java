package io.waybill.captures.packet;

import io.waybill.captures.packet.frame.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which app sent a packet, as PCAPdroid notes it: in a trailer behind the packet (pcap), or as user id in a packet
 * comment with custom blocks that map ids to packages (pcapng).
 *
 * <p>Layout: PCAPdroid's own Wireshark plugin. The trailer has the app's label only, cut to 20 bytes; it is what
 * stands in the event then. At most {@value #MAX_APPS} apps per capture are named.
 */
final class AppNames {

    private static final int PRIVATE_ENTERPRISE_NUMBER = 62_652;
    private static final int TRAILER_MAGIC = 0x01072021;
    private static final int TRAILER_BYTES = 32;
    private static final int LABEL_BYTES = 20;
    private static final int MAX_APPS = 65_536;

    private final Map<Integer, String> byUser = new HashMap<>();

    /**
     * The app in a packet's trailer, or null. PCAPdroid's made-up Ethernet header, all zero, tells such captures from
     * others.
     */
    @Nullable
    String ofTrailer(byte[] data, int at, int length) {
        if (length < 14 + TRAILER_BYTES || Wire.i64(data, at) != 0 || Wire.i32(data, at + 8) != 0) {
            return null;
        }
        int trailer = at + length - TRAILER_BYTES;
        if (Wire.i32(data, trailer) != TRAILER_MAGIC) {
            return null;
        }
        int user = Wire.i32(data, trailer + 4);
        String known = byUser.get(user);
        if (known == null) {
            known = text(data, trailer + 8, LABEL_BYTES);
            learn(user, known);
        }
        return known.isEmpty() ? null : known;
    }

    /**
     * Learns from a custom block of a pcapng file; {@code at} is its enterprise number, {@code end} its trailing
     * length.
     */
    void customBlock(byte[] data, int at, int end, boolean little) {
        if (end - at < 14 || i32(data, at, little) != PRIVATE_ENTERPRISE_NUMBER || Wire.u8(data, at + 6) != 1) {
            return;
        }
        int packageBytes = Wire.u8(data, at + 12);
        if (at + 14 + packageBytes <= end) {
            learn(i32(data, at + 8, little), text(data, at + 14, packageBytes));
        }
    }

    /** The app in the options of a packet block, which run from {@code at} to {@code end}, or null. */
    @Nullable
    String ofOptions(byte[] data, int at, int end, boolean little) {
        if (byUser.isEmpty()) {
            return null;
        }
        int next = at;
        while (next + 4 <= end) {
            int code = u16(data, next, little);
            int length = u16(data, next + 2, little);
            if (code == 0 || next + 4 + length > end) {
                return null;
            }
            if (code == 1 && length > 2 && data[next + 4] == 'u' && data[next + 5] == '-') {
                String app = byUser.get(user(data, next + 6, next + 4 + length));
                return app == null || app.isEmpty() ? null : app;
            }
            next += 4 + (length + 3 & ~3);
        }
        return null;
    }

    private void learn(int user, String app) {
        if (byUser.size() < MAX_APPS) {
            byUser.putIfAbsent(user, app);
        }
    }

    /** The number before {@code end} and before what is no digit; null where there is none, or none a user can have. */
    private static @Nullable Integer user(byte[] data, int at, int end) {
        boolean negative = data[at] == '-';
        int first = negative ? at + 1 : at;
        long value = 0;
        int i = first;
        while (i < end && data[i] >= '0' && data[i] <= '9' && value <= Integer.MAX_VALUE) {
            value = value * 10 + data[i++] - '0';
        }
        if (i == first || value > Integer.MAX_VALUE) {
            return null;
        }
        return (int) (negative ? -value : value);
    }

    private static String text(byte[] data, int at, int length) {
        int end = at;
        while (end < at + length && data[end] != 0) {
            end++;
        }
        return new String(data, at, end - at, StandardCharsets.UTF_8);
    }

    private static int i32(byte[] data, int at, boolean little) {
        return little ? Wire.i32Little(data, at) : Wire.i32(data, at);
    }

    private static int u16(byte[] data, int at, boolean little) {
        return little ? Wire.u16Little(data, at) : Wire.u16(data, at);
    }
}
