package io.waybill.streams.alert;

import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a suppression rule keeps alerts quiet: its parameters.
 *
 * @param upTo alerts above this severity are never touched ({@code up_to})
 * @param hours when in the day, or null for always ({@code quiet_hours: 22:00-06:00})
 * @param zone of these hours ({@code time_zone}, UTC where it is not given)
 * @param groupBy what makes alerts a group of which the gravest stands ({@code group_by}: destination, subject, detector), or
 *     null
 * @param coolDown for how long after an alert of a group the next ones are quiet ({@code cool_down: PT24H}), or null
 */
public record QuietTerms(
        Severity upTo,
        @Nullable Hours hours,
        ZoneId zone,
        @Nullable GroupBy groupBy,
        @Nullable Duration coolDown) {

    private static final Set<String> NAMES = Set.of("up_to", "quiet_hours", "time_zone", "group_by", "cool_down");

    /** What alerts of a group have in common. */
    enum GroupBy {
        DESTINATION,
        SUBJECT,
        DETECTOR
    }

    /** A part of the day; it may go over midnight. */
    record Hours(LocalTime from, LocalTime to) {
        boolean contain(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }
    }

    /**
     * The terms of a rule.
     *
     * @throws IllegalArgumentException when a parameter is unknown or cannot be understood; says what is allowed
     */
    public static QuietTerms of(PolicyRule rule) {
        Map<String, String> given = rule.getParameters();
        for (String name : given.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is no parameter of a suppression; allowed are "
                        + String.join(", ", NAMES.stream().sorted().toList()));
            }
        }
        String zone = given.get("time_zone");
        String hours = given.get("quiet_hours");
        String group = given.get("group_by");
        String coolDown = given.get("cool_down");
        String upTo = given.get("up_to");
        return new QuietTerms(
                upTo == null ? Severity.CRITICAL : oneOf("up_to", upTo, Severity.values()),
                hours == null ? null : hours(hours),
                zone == null ? ZoneOffset.UTC : zone(zone),
                group == null ? null : oneOf("group_by", group, GroupBy.values()),
                coolDown == null ? null : duration(coolDown));
    }

    /** Whether an alert that came up at this time, in event time, falls under the rule. */
    boolean cover(Severity severity, Instant time) {
        return severity.compareTo(upTo) <= 0 && (hours == null || hours.contain(LocalTime.ofInstant(time, zone)));
    }

    /** Whether everything that is covered is quiet; otherwise some of each group stand. */
    boolean silenceAll() {
        return groupBy == null && coolDown == null;
    }

    private static <E extends Enum<E>> E oneOf(String name, String text, E[] values) {
        List<String> allowed = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = allowed.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new IllegalArgumentException(name + ": '" + text + "' is none of " + String.join(", ", allowed));
        }
        return values[index];
    }

    private static Hours hours(String text) {
        String[] ends = text.split("-", -1);
        try {
            if (ends.length == 2) {
                Hours hours = new Hours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
                if (!hours.from().equals(hours.to())) {
                    return hours;
                }
            }
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("quiet_hours: '" + text + "' is not like 22:00-06:00", wrong);
        }
        throw new IllegalArgumentException("quiet_hours: '" + text + "' is not like 22:00-06:00");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("time_zone: '" + text + "' is none, e.g. Europe/Berlin", wrong);
        }
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("cool_down: '" + text + "' is not like PT24H or P7D", wrong);
        }
        throw new IllegalArgumentException("cool_down: '" + text + "' is not like PT24H or P7D");
    }
}
