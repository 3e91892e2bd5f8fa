package io.waybill.captures.leak;

import java.util.Arrays;

/**
 * Numbers (IMEI, IMSI, telephone) written with separators between their digits. Holds the numbers; the digits read so
 * far are the caller's {@link Run}. Immutable once built.
 */
final class DigitPatterns {

    /** Fewer digits turn up by chance. */
    static final int MIN_DIGITS = 9;
    /** As many as a long holds. */
    static final int MAX_DIGITS = 18;
    /** An IMEI is also written without its check digit, or with a software version in its place. */
    static final int IMEI_DIGITS = 14;

    private static final int MAX_SEPARATORS = 2;

    private long[] numbers = new long[0];
    private long[] moduli = new long[0];
    private int[] digits = new int[0];
    private int[] bits = new int[0];

    /** The digits of one stream so far. */
    static final class Run {
        private long lastDigits;
        private int count;
        private int separators;

        /** What follows does not continue what was read. */
        void restart() {
            count = 0;
        }
    }

    /** Adds a number, however it is written. Too few or too many digits: it is not looked for this way. */
    void add(String number, int bit, int maxDigits) {
        String bare = number.replaceAll("\\D", "");
        String kept = bare.substring(0, Math.min(bare.length(), maxDigits));
        if (kept.length() < MIN_DIGITS || kept.length() > MAX_DIGITS) {
            return;
        }
        int last = numbers.length;
        numbers = Arrays.copyOf(numbers, last + 1);
        moduli = Arrays.copyOf(moduli, last + 1);
        digits = Arrays.copyOf(digits, last + 1);
        bits = Arrays.copyOf(bits, last + 1);
        numbers[last] = Long.parseLong(kept);
        digits[last] = kept.length();
        bits[last] = bit;
        moduli[last] = 1;
        for (int i = 0; i < kept.length(); i++) {
            moduli[last] *= 10;
        }
    }

    boolean isEmpty() {
        return numbers.length == 0;
    }

    /** The bits of the numbers that end in these bytes. */
    int search(Run run, byte[] data, int at, int length) {
        int found = 0;
        int end = at + length;
        for (int i = at; i < end; i++) {
            byte c = data[i];
            if (c >= '0' && c <= '9') {
                run.lastDigits = (run.lastDigits % 100_000_000_000_000_000L) * 10 + (c - '0');
                run.count = Math.min(run.count + 1, MAX_DIGITS);
                run.separators = 0;
                found |= run.count >= MIN_DIGITS ? match(run) : 0;
            } else if (c == '%' && i + 2 < end && isEncodedSeparator(data, i)) {
                i += 2;
                separator(run);
            } else if (isSeparator(c)) {
                separator(run);
            } else {
                run.count = 0;
            }
        }
        return found;
    }

    private static void separator(Run run) {
        if (++run.separators > MAX_SEPARATORS) {
            run.count = 0;
        }
    }

    private int match(Run run) {
        int found = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (run.count >= digits[i] && run.lastDigits % moduli[i] == numbers[i]) {
                found |= bits[i];
            }
        }
        return found;
    }

    private static boolean isSeparator(int c) {
        return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '+' || c == ':';
    }

    private static boolean isEncodedSeparator(byte[] data, int at) {
        int high = Character.digit(data[at + 1], 16);
        int low = Character.digit(data[at + 2], 16);
        return high >= 0 && low >= 0 && isSeparator(high << 4 | low);
    }
}
