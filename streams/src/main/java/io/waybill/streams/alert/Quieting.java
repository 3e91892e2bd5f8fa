package io.waybill.streams.alert;

import io.waybill.schemas.Alert;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which policy rules keep which alerts quiet: a pure function of the alerts that stand and the policy, whatever order they came
 * in. Time is event time: an alert comes up at the end of the span it rests on.
 */
public final class Quieting {

    private static final Comparator<Alert> GRAVEST_FIRST = Comparator.comparing(Alert::getSeverity)
            .thenComparing(Alert::getScore)
            .thenComparing(Alert::getDevices)
            .reversed()
            .thenComparing(Alert::getId);

    private static final Comparator<Alert> EARLIEST_FIRST =
            Comparator.comparing(Quieting::time).thenComparing(Alert::getId);

    private Quieting() {}

    /**
     * The rule that keeps an alert quiet, by alert id; alerts that are not in it stand. Where several rules would, it is the first
     * by id. Rules without parameters silence all they are about; a rule whose parameters cannot be understood silences nothing.
     */
    public static Map<String, String> of(Collection<Alert> alerts, Policy policy) {
        Map<String, String> quiet = new TreeMap<>();
        for (PolicyRule rule : policy.of(PolicyKind.SUPPRESSION)) {
            List<Alert> loud = alerts.stream()
                    .filter(alert -> !quiet.containsKey(alert.getId()))
                    .toList();
            for (String id : quietBy(rule, loud)) {
                quiet.put(id, rule.getRuleId());
            }
        }
        return quiet;
    }

    private static Set<String> quietBy(PolicyRule rule, List<Alert> loud) {
        QuietTerms terms;
        try {
            terms = QuietTerms.of(rule);
        } catch (IllegalArgumentException misunderstood) {
            return Set.of();
        }
        List<Alert> covered = loud.stream()
                .filter(alert -> Suppression.isAbout(rule, alert) && terms.cover(alert.getSeverity(), time(alert)))
                .toList();
        if (terms.silenceAll()) {
            return ids(covered);
        }
        Set<String> quiet = new HashSet<>();
        Map<String, List<Alert>> groups =
                covered.stream().collect(Collectors.groupingBy(key(terms), TreeMap::new, Collectors.toList()));
        for (List<Alert> group : groups.values()) {
            quiet.addAll(ids(terms.coolDown() == null ? allButTheGravest(group) : coolingDown(group, terms)));
        }
        return quiet;
    }

    private static Function<Alert, String> key(QuietTerms terms) {
        QuietTerms.GroupBy groupBy = terms.groupBy();
        if (groupBy == null) {
            return alert -> alert.getDetector() + "\n" + alert.getDestination();
        }
        return switch (groupBy) {
            case DESTINATION -> alert -> String.valueOf(alert.getDestination());
            case SUBJECT ->
                alert -> alert.getSubject().getLevel() + "\n"
                        + alert.getSubject().getValue();
            case DETECTOR -> Alert::getDetector;
        };
    }

    private static List<Alert> allButTheGravest(List<Alert> group) {
        return group.stream().sorted(GRAVEST_FIRST).skip(1).toList();
    }

    /** Those that came up within the time after one that stands. */
    private static List<Alert> coolingDown(List<Alert> group, QuietTerms terms) {
        List<Alert> quiet = new ArrayList<>();
        Instant until = Instant.MIN;
        for (Alert alert : group.stream().sorted(EARLIEST_FIRST).toList()) {
            if (time(alert).isBefore(until)) {
                quiet.add(alert);
            } else {
                until = time(alert).plus(Objects.requireNonNull(terms.coolDown()));
            }
        }
        return quiet;
    }

    private static Set<String> ids(List<Alert> alerts) {
        return alerts.stream().map(Alert::getId).collect(Collectors.toSet());
    }

    private static Instant time(Alert alert) {
        return alert.getWindow().getEnd();
    }
}
