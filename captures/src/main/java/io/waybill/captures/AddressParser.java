package io.waybill.captures;

import org.jspecify.annotations.Nullable;

/** IP and MAC addresses from text. Accepts what {@link Addresses#text} writes and the usual other spellings; never resolves names. */
public final class AddressParser {

    private AddressParser() {}

    /**
     * An IPv4 address as dotted quad, or an IPv6 address in any RFC 4291 form, a zone (%eth0) ignored.
     *
     * @return 4 or 16 bytes, or null where the text is no IP address
     */
    public static byte @Nullable [] ip(String text) {
        int zone = text.indexOf('%');
        int end = zone < 0 ? text.length() : zone;
        if (end < 2 || end > 45) {
            return null;
        }
        return text.lastIndexOf(':', end - 1) < 0 ? ipv4(text, 0, end) : ipv6(text, end);
    }

    private static byte @Nullable [] ipv4(String text, int start, int end) {
        byte[] ip = new byte[4];
        int part = 0;
        int value = 0;
        int digits = 0;
        for (int i = start; i <= end; i++) {
            char c = i < end ? text.charAt(i) : '.';
            if (c >= '0' && c <= '9' && digits < 3) {
                value = value * 10 + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && value < 256 && part < 4) {
                ip[part++] = (byte) value;
                value = 0;
                digits = 0;
            } else {
                return null;
            }
        }
        return part == 4 ? ip : null;
    }

    private static byte @Nullable [] ipv6(String text, int end) {
        byte[] ip = new byte[16];
        int filled = 0;
        int gap = -1;
        int i = 0;
        if (text.startsWith("::")) {
            gap = 0;
            i = 2;
        }
        while (i < end) {
            int stop = i;
            while (stop < end && text.charAt(stop) != ':') {
                stop++;
            }
            int dot = text.indexOf('.', i);
            if (stop == end && dot >= 0 && dot < end) {
                byte[] tail = ipv4(text, i, end);
                if (tail == null || filled > 12) {
                    return null;
                }
                System.arraycopy(tail, 0, ip, filled, 4);
                filled += 4;
                i = end;
                break;
            }
            int group = hexGroup(text, i, stop);
            if (group < 0 || filled > 14) {
                return null;
            }
            ip[filled++] = (byte) (group >> 8);
            ip[filled++] = (byte) group;
            i = stop;
            if (i < end) {
                i++;
                if (i < end && text.charAt(i) == ':') {
                    if (gap >= 0) {
                        return null;
                    }
                    gap = filled;
                    i++;
                } else if (i == end) {
                    return null;
                }
            }
        }
        if (gap < 0) {
            return filled == 16 ? ip : null;
        }
        if (filled > 14) {
            return null;
        }
        int tail = filled - gap;
        byte[] whole = new byte[16];
        System.arraycopy(ip, 0, whole, 0, gap);
        System.arraycopy(ip, gap, whole, 16 - tail, tail);
        return whole;
    }

    private static int hexGroup(String text, int start, int end) {
        if (end == start || end - start > 4) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /**
     * A MAC address: six bytes in hex, joined by {@code :} or {@code -}, in three dotted groups, or bare.
     *
     * @return 6 bytes, or null where the text is no MAC address
     */
    public static byte @Nullable [] mac(String text) {
        int group;
        switch (text.length()) {
            case 12 -> group = 12;
            case 14 -> group = 4;
            case 17 -> group = 2;
            default -> {
                return null;
            }
        }
        byte[] mac = new byte[6];
        int nibbles = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separator = i % (group + 1) == group;
            if (separator) {
                if (group == 4 ? c != '.' : c != ':' && c != '-') {
                    return null;
                }
                continue;
            }
            int digit = c <= 'f' ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return null;
            }
            mac[nibbles / 2] = (byte) (mac[nibbles / 2] << 4 | digit);
            nibbles++;
        }
        return mac;
    }
}
