package io.waybill.captures;

import java.util.Arrays;

/** IP addresses as bytes and as text. */
public final class Addresses {

    private Addresses() {}

    /**
     * The address as text: dotted quad for 4 bytes, RFC 5952 form for 16 (lower case, longest run of zero groups
     * shortened). IPv4-mapped addresses keep their IPv6 form.
     *
     * @throws IllegalArgumentException when the length is neither 4 nor 16
     */
    public static String text(byte[] ip) {
        if (ip.length == 4) {
            return (ip[0] & 0xff) + "." + (ip[1] & 0xff) + "." + (ip[2] & 0xff) + "." + (ip[3] & 0xff);
        }
        if (ip.length != 16) {
            throw new IllegalArgumentException("not an IP address: " + Arrays.toString(ip));
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (ip[2 * i] & 0xff) << 8 | (ip[2 * i + 1] & 0xff);
        }
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && groups[j] == 0) {
                j++;
            }
            if (j - i > runLength) {
                runStart = i;
                runLength = j - i;
            }
            i = Math.max(i, j - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
