package io.waybill.console.compare;

import org.jspecify.annotations.Nullable;

/**
 * What became of a contact, or of an alert, from one case to another. Cases differ in length and in how many devices were there,
 * so contacts are compared by their rate per device and hour, and what is missing counts as gone only where enough was watched to
 * expect it. How long a model was watched is the sum over its windows of their length times the most devices that any of its
 * destinations saw in them: at least as many were there.
 */
public final class ComparisonRule {

    /** Rates that differ by less are the same. */
    public static final double FACTOR = 2;

    /** Contacts in each case from which on rates are compared. */
    public static final long MIN_CONNECTIONS = 10;

    /** Contacts that must have been expected before their absence means anything: at 3, chance leaves 5 % (Poisson). */
    public static final double MIN_EXPECTED = 3;

    private static final double MS_PER_HOUR = 3_600_000;

    private ComparisonRule() {}

    /**
     * What became of the contacts of a model with a destination.
     *
     * @param before contacts in the first case
     * @param hoursBefore device hours for which the model was watched in the first case
     * @param after contacts in the second case
     * @param hoursAfter device hours for which the model was watched in the second case
     */
    public static Verdict ofContacts(long before, double hoursBefore, long after, double hoursAfter) {
        double rateBefore = rate(before, hoursBefore);
        double rateAfter = rate(after, hoursAfter);
        if (before == 0) {
            return rateAfter * hoursBefore >= MIN_EXPECTED ? Verdict.APPEARED : Verdict.UNCLEAR;
        }
        if (after == 0) {
            return rateBefore * hoursAfter >= MIN_EXPECTED ? Verdict.VANISHED : Verdict.UNCLEAR;
        }
        boolean enough = before >= MIN_CONNECTIONS && after >= MIN_CONNECTIONS;
        double ratio = rateAfter / rateBefore;
        return enough && (ratio >= FACTOR || ratio <= 1 / FACTOR) ? Verdict.CHANGED : Verdict.SAME;
    }

    /**
     * What became of an alert of one id. An alert that is retracted or kept quiet is not there.
     *
     * @param before its severity in the first case, null where it is not there
     * @param after its severity in the second case, null where it is not there
     * @throws IllegalArgumentException when it is in neither
     */
    public static Verdict ofAlert(@Nullable String before, @Nullable String after) {
        if (before == null && after == null) {
            throw new IllegalArgumentException("an alert of neither case");
        }
        if (before == null) {
            return Verdict.APPEARED;
        }
        if (after == null) {
            return Verdict.VANISHED;
        }
        return before.equals(after) ? Verdict.SAME : Verdict.CHANGED;
    }

    /** Contacts of one device in one hour; 0 where the model was not watched. */
    public static double rate(long connections, double deviceHours) {
        return deviceHours == 0 ? 0 : connections / deviceHours;
    }

    /** Hours of one device each, of milliseconds of one device each. */
    public static double deviceHours(long deviceMs) {
        return deviceMs / MS_PER_HOUR;
    }
}
