package io.waybill.captures.name;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Host names as they stand in packets, checked and put into one form. */
final class HostName {

    /** Longest name DNS allows, in text. */
    static final int MAX_LENGTH = 253;

    private HostName() {}

    /**
     * The name in lower case, without a final dot. Null where it is empty, too long, or holds bytes no host name holds
     * (anything but letters, digits, {@code - _ . :} and brackets, so that IPv6 literals pass).
     */
    static @Nullable String of(byte[] data, int at, int length) {
        int end = at + length;
        if (length > 0 && data[end - 1] == '.') {
            end--;
        }
        if (end <= at || end - at > MAX_LENGTH) {
            return null;
        }
        byte[] lower = new byte[end - at];
        for (int i = at; i < end; i++) {
            byte c = data[i];
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            }
            if (!isAllowed(c)) {
                return null;
            }
            lower[i - at] = c;
        }
        return new String(lower, StandardCharsets.ISO_8859_1);
    }

    private static boolean isAllowed(byte c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.:[]".indexOf(c) >= 0;
    }
}
