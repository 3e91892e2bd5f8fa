package io.waybill.streams.detect.device;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Does a host name look made by a machine? Of the part below the site: at least twelve letters and digits, and either a
 * Shannon entropy of 3.6 bits a character or more, or a fifth of digits mixed among letters. Two English words of that length
 * together stay below 3.5 bits; base32 of sixteen characters exceeds 3.7, and hexadecimal has the digits.
 */
final class RandomName {

    private static final int SHORTEST = 12;
    private static final double BITS = 3.6;
    private static final double DIGITS = 0.2;

    private RandomName() {}

    /** Share of names under the site that look random; 0 where there are none. */
    static double share(List<String> names, String site) {
        if (names.isEmpty()) {
            return 0;
        }
        long random = names.stream().filter(name -> random(below(name, site))).count();
        return (double) random / names.size();
    }

    private static String below(String name, String site) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("." + site) ? lower.substring(0, lower.length() - site.length() - 1) : lower;
    }

    static boolean random(String text) {
        Map<Integer, Integer> counts = new HashMap<>();
        int n = 0;
        int digits = 0;
        for (int c : text.chars().toArray()) {
            if (c != '.' && c != '-') {
                counts.merge(c, 1, Integer::sum);
                n++;
                digits += c >= '0' && c <= '9' ? 1 : 0;
            }
        }
        if (n < SHORTEST) {
            return false;
        }
        double bits = 0;
        for (int count : counts.values().stream().sorted().toList()) {
            double p = (double) count / n;
            bits -= p * StrictMath.log(p) / StrictMath.log(2);
        }
        return bits >= BITS || (digits >= DIGITS * n && digits < n);
    }
}
