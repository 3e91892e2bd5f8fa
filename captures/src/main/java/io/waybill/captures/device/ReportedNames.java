package io.waybill.captures.device;

import io.waybill.captures.AddressParser;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host names as feeds report them, put into the one form events carry. */
public final class ReportedNames {
    private static final int MAX_LENGTH = 253;

    private ReportedNames() {}

    /**
     * The name in lower case, without port and final dot. Null where there is none: nothing, an address instead of a name
     * (it says no more than {@code remoteIp}), or characters and lengths that no host name has.
     */
    public static @Nullable String of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        int end = text.length();
        int colon = text.lastIndexOf(':');
        if (colon > 0 && text.indexOf(':') == colon) {
            end = colon;
        }
        if (end > 0 && text.charAt(end - 1) == '.') {
            end--;
        }
        if (end == 0 || end > MAX_LENGTH) {
            return null;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!(letter || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')) {
                return null;
            }
        }
        String name = text.substring(0, end).toLowerCase(Locale.ROOT);
        return AddressParser.ip(name) == null ? name : null;
    }
}
