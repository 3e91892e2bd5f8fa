package io.waybill.streams.alert.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One text for one number, on every Java version: {@link Double#toString} changed with Java 19, and outputs are compared by
 * their bytes.
 */
public final class CanonicalNumber {

    /** Whole numbers up to a quadrillion stay exact, and 0.1 + 0.2 is 0.3. */
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final int MAX_PLAIN_DIGITS = 21;

    private CanonicalNumber() {}

    /** At most 15 significant digits; a JSON number for every finite value, {@code null} for the others. */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        boolean plain = Math.abs(rounded.scale()) <= MAX_PLAIN_DIGITS
                && rounded.precision() - rounded.scale() <= MAX_PLAIN_DIGITS;
        return plain ? rounded.toPlainString() : rounded.toString();
    }
}
