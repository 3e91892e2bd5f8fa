package io.waybill.cli.policy;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.alert.Quieting;
import io.waybill.streams.detect.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What rules would do to the alerts that stand: which of those of the last days they would keep quiet, and which that are quiet
 * now would be heard again. A pure function of alerts and rules; days are of event time and end with the latest alert.
 *
 * @param days how many
 * @param considered alerts of these days that stand, quiet or not
 * @param silenced that would become quiet, each with its rule, gravest first
 * @param heard that are quiet now and would not be, gravest first
 * @param stayQuiet how many are and stay quiet
 */
public record QuietPreview(int days, int considered, List<Silenced> silenced, List<Alert> heard, int stayQuiet) {

    private static final Comparator<Alert> GRAVEST_FIRST = Comparator.comparing(Alert::getSeverity)
            .thenComparing(Alert::getScore)
            .reversed()
            .thenComparing(Alert::getId);

    /**
     * An alert that would be quiet.
     *
     * @param alert as it stands now
     * @param ruleId the rule that would keep it quiet
     */
    public record Silenced(Alert alert, String ruleId) {}

    /** Of these rules. */
    public static QuietPreview of(Collection<Alert> alerts, Collection<PolicyRule> rules, int days) {
        List<Alert> standing = alerts.stream()
                .filter(alert -> alert.getStatus() != AlertStatus.RETRACTED)
                .sorted(GRAVEST_FIRST)
                .toList();
        // cool-down and groups depend on alerts before these days as well
        Map<String, String> quiet = Quieting.of(standing, new Policy(rules));
        Instant since = standing.stream()
                .map(QuietPreview::time)
                .max(Comparator.naturalOrder())
                .map(latest -> latest.minus(Duration.ofDays(days)))
                .orElse(Instant.EPOCH);
        int considered = 0;
        int stayQuiet = 0;
        List<Silenced> silenced = new ArrayList<>();
        List<Alert> heard = new ArrayList<>();
        for (Alert alert : standing) {
            if (time(alert).isBefore(since)) {
                continue;
            }
            considered++;
            boolean isQuiet = alert.getSuppressedBy() != null;
            boolean wouldBe = quiet.containsKey(alert.getId());
            if (wouldBe && !isQuiet) {
                silenced.add(new Silenced(alert, Objects.requireNonNull(quiet.get(alert.getId()))));
            } else if (isQuiet && !wouldBe) {
                heard.add(alert);
            } else if (wouldBe) {
                stayQuiet++;
            }
        }
        return new QuietPreview(days, considered, List.copyOf(silenced), List.copyOf(heard), stayQuiet);
    }

    private static Instant time(Alert alert) {
        return alert.getWindow().getEnd();
    }

    @Override
    public String toString() {
        return "of " + considered + " alerts of the last " + days + " days: " + silenced.size()
                + " would become quiet, " + heard.size() + " would be heard again, " + stayQuiet + " would stay quiet";
    }
}
