package io.waybill.streams.resolve;

import com.google.common.net.InetAddresses;
import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host names as they come off the network, brought into one form or refused. Whoever sent the packet chose them. */
final class HostNames {

    /** What the DNS can carry (RFC 1035): longer ones were never looked up. */
    static final int MAX_NAME_CHARS = 253;

    private static final int MAX_LABEL_CHARS = 63;

    private HostNames() {}

    /**
     * The name in lower case and punycode, without port and without the dot at the end; null when it is no host name: an
     * address, empty or over-long labels, characters that no host name has. Underscores and hyphens are let pass anywhere,
     * because real names have them.
     */
    static @Nullable String canonical(String raw) {
        if (raw.isEmpty() || raw.length() > MAX_NAME_CHARS + ":65535.".length()) {
            return null;
        }
        String name = withoutFinalDot(withoutPort(raw));
        if (!isAscii(name)) {
            name = punycode(name);
        }
        return name != null && isHostName(name) ? name.toLowerCase(Locale.ROOT) : null;
    }

    /** The address a host name really is, e.g. {@code 192.0.2.1}, {@code 192.0.2.1:443} or {@code [2001:db8::1]}; or null. */
    static byte @Nullable [] literal(String raw) {
        int close = raw.indexOf(']');
        String text = raw.startsWith("[") && close > 0 ? raw.substring(1, close) : withoutFinalDot(withoutPort(raw));
        int zone = text.indexOf('%');
        text = zone > 0 ? text.substring(0, zone) : text;
        boolean possible = text.length() <= 45 && InetAddresses.isInetAddress(text);
        return possible ? InetAddresses.forString(text).getAddress() : null;
    }

    private static String withoutPort(String raw) {
        int colon = raw.indexOf(':');
        boolean port = colon > 0 && colon < raw.length() - 1 && raw.length() - colon <= ":65535".length();
        for (int i = colon + 1; port && i < raw.length(); i++) {
            port = isDigit(raw.charAt(i));
        }
        return port ? raw.substring(0, colon) : raw;
    }

    private static String withoutFinalDot(String name) {
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    private static @Nullable String punycode(String name) {
        try {
            return withoutFinalDot(IDN.toASCII(name, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException notEncodable) {
            return null;
        }
    }

    private static boolean isHostName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
            return false;
        }
        int labelStart = 0;
        boolean lastLabelIsNumber = true;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i == labelStart || i - labelStart > MAX_LABEL_CHARS) {
                    return false;
                }
                lastLabelIsNumber = i == name.length() ? lastLabelIsNumber : true;
                labelStart = i + 1;
            } else {
                char c = name.charAt(i);
                if (!isNameCharacter(c)) {
                    return false;
                }
                lastLabelIsNumber &= isDigit(c);
            }
        }
        return !lastLabelIsNumber;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '-' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
