package io.waybill.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuietPreviewTest {

    private static final List<PolicyRule> A_QUIET = List.of(Rules.suppression("rule", "a.example", Map.of()));

    @Test
    void alerts_become_quiet_are_heard_again_or_stay_as_they_are() {
        Alert wasQuiet = Rules.alert("was-quiet", "b.example", Severity.LOW, 10);
        wasQuiet.setSuppressedBy("old-rule");
        Alert staysQuiet = Rules.alert("stays-quiet", "a.example", Severity.LOW, 10);
        staysQuiet.setSuppressedBy("old-rule");
        Alert loud = Rules.alert("loud", "a.example", Severity.HIGH, 10);
        Alert other = Rules.alert("other", "c.example", Severity.HIGH, 10);

        QuietPreview preview = QuietPreview.of(List.of(wasQuiet, staysQuiet, loud, other), A_QUIET, 7);

        assertThat(preview.silenced()).containsExactly(new QuietPreview.Silenced(loud, "rule"));
        assertThat(preview.heard()).containsExactly(wasQuiet);
        assertThat(preview)
                .hasToString("of 4 alerts of the last 7 days: 1 would become quiet, 1 would be heard again,"
                        + " 1 would stay quiet");
    }

    @Test
    void days_end_with_the_latest_alert_and_what_was_before_is_left_out() {
        List<Alert> alerts = List.of(
                Rules.alert("latest", "a.example", Severity.LOW, 30),
                Rules.alert("just", "a.example", Severity.LOW, 28),
                Rules.alert("before", "a.example", Severity.LOW, 27));

        QuietPreview preview = QuietPreview.of(alerts, A_QUIET, 2);

        assertThat(preview.considered()).isEqualTo(2);
        assertThat(preview.silenced()).extracting(each -> each.alert().getId()).containsExactly("just", "latest");
    }

    @Test
    void a_cool_down_begins_with_an_alert_before_these_days() {
        List<Alert> alerts = List.of(
                Rules.alert("long-ago", "a.example", Severity.LOW, 1),
                Rules.alert("now", "a.example", Severity.LOW, 5));

        QuietPreview preview =
                QuietPreview.of(alerts, List.of(Rules.suppression("s", "a.example", Map.of("cool_down", "P7D"))), 1);

        assertThat(preview.silenced()).extracting(each -> each.alert().getId()).containsExactly("now");
    }

    @Test
    void retracted_alerts_do_not_count() {
        Alert retracted = Rules.alert("r", "a.example", Severity.HIGH, 10);
        retracted.setStatus(AlertStatus.RETRACTED);

        assertThat(QuietPreview.of(List.of(retracted), A_QUIET, 7).considered()).isZero();
    }

    @Test
    void the_gravest_stand_first() {
        List<Alert> alerts = List.of(
                Rules.alert("a", "a.example", Severity.LOW, 1),
                Rules.alert("b", "a.example", Severity.CRITICAL, 1),
                Rules.alert("c", "a.example", Severity.MEDIUM, 1));

        assertThat(QuietPreview.of(alerts, A_QUIET, 7).silenced())
                .extracting(each -> each.alert().getId())
                .containsExactly("b", "c", "a");
    }
}
