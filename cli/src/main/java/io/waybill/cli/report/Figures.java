package io.waybill.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** Numbers and times as people read them, the same on every machine: no locale, no time zone but UTC. */
public final class Figures {

    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** 1234567 as {@code 1,234,567}. */
    static String count(long value) {
        StringBuilder digits = new StringBuilder(Long.toString(value));
        int first = value < 0 ? 1 : 0;
        for (int at = digits.length() - 3; at > first; at -= 3) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }

    /** Bytes with one decimal in the unit that fits, in steps of 1000. */
    static String bytes(long value) {
        BigDecimal rest = BigDecimal.valueOf(value);
        int unit = 0;
        while (rest.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < BYTE_UNITS.length - 1) {
            rest = rest.movePointLeft(3);
            unit++;
        }
        return unit == 0 ? value + " B" : rest.setScale(1, RoundingMode.DOWN).toPlainString() + " " + BYTE_UNITS[unit];
    }

    /** A share in whole percent; a part that is there but under one percent is {@code <1 %}. */
    static String percent(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        long rounded = Math.floorDiv(part * 200 + whole, whole * 2);
        return part > 0 && rounded == 0 ? "<1 %" : rounded + " %";
    }

    /** A number with at most three decimals; large ones with grouped digits. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        BigDecimal exact = new BigDecimal(value);
        if (exact.signum() != 0 && exact.abs().compareTo(new BigDecimal("0.001")) < 0) {
            return exact.round(new MathContext(2)).toString();
        }
        BigDecimal rounded = exact.setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
        if (rounded.abs().compareTo(BigDecimal.valueOf(10_000)) >= 0
                && rounded.abs().compareTo(BigDecimal.valueOf(1L << 53)) < 0) {
            return count(rounded.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        }
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** A time to the second, e.g. {@code 2014-08-01 00:00:05}. */
    static String second(Instant time) {
        String text = time.toString();
        return text.length() < 19
                ? text
                : text.substring(0, text.indexOf('T') + 9).replace('T', ' ');
    }

    /** A time to the minute. */
    static String minute(Instant time) {
        String second = second(time);
        return second.substring(0, second.length() - 3);
    }

    /** How long: the two largest units. */
    static String duration(Duration duration) {
        long days = duration.toDays();
        long hours = duration.toHoursPart();
        long minutes = duration.toMinutesPart();
        if (days > 0) {
            return days + " d" + (hours > 0 ? " " + hours + " h" : "");
        }
        if (hours > 0) {
            return hours + " h" + (minutes > 0 ? " " + minutes + " min" : "");
        }
        return minutes > 0 ? minutes + " min" : duration.toSecondsPart() + " s";
    }
}
