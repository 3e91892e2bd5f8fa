package io.waybill.streams.detect.rule;

import com.google.common.primitives.Doubles;
import io.waybill.streams.detect.Policy;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters one detector runs with: its defaults, overridden by the policy. Remembers every one that was asked for, so
 * that a verdict can show them. A value that is no number or out of range leaves the default in force, and the verdict shows
 * the default. Not safe for many threads; make one per judgement.
 */
public final class Parameters {

    private final Map<String, String> set;
    private final TreeMap<String, Double> used = new TreeMap<>();

    private Parameters(Map<String, String> set) {
        this.set = set;
    }

    /** Of this detector under this policy. */
    public static Parameters of(Policy policy, String detector) {
        return new Parameters(policy.parametersOf(detector));
    }

    /** A number between {@code low} and {@code high}, both included. */
    public double number(String name, double byDefault, double low, double high) {
        String text = set.get(name);
        Double value = text == null ? null : Doubles.tryParse(text.strip());
        double effective = value == null || !(value >= low && value <= high) ? byDefault : value;
        used.put(name, effective);
        return effective;
    }

    /** A whole number between {@code low} and {@code high}, both included. */
    public long count(String name, long byDefault, long low, long high) {
        return StrictMath.round(number(name, byDefault, low, high));
    }

    /** What was asked for so far, with the values in force. */
    public SortedMap<String, String> used() {
        SortedMap<String, String> told = new TreeMap<>();
        used.forEach((name, value) -> told.put(name, plain(value)));
        return told;
    }

    private static String plain(double value) {
        return value == StrictMath.rint(value) && StrictMath.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
