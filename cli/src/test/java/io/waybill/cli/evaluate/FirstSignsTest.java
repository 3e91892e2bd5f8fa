package io.waybill.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.send.SentAlerts;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstSignsTest {

    private final FirstSigns signs = new FirstSigns();

    private static Alert alert(Severity severity) {
        return SentAlerts.alert("a", severity);
    }

    @Test
    void the_first_time_counts() {
        signs.note(List.of(alert(Severity.HIGH)), 100);
        signs.note(List.of(alert(Severity.HIGH)), 200);

        assertThat(signs.of(alert(Severity.HIGH))).isEqualTo(Map.of(Severity.HIGH, 100L));
    }

    @Test
    void each_severity_has_a_first_time() {
        signs.note(List.of(alert(Severity.LOW)), 100);
        signs.note(List.of(alert(Severity.HIGH)), 200);
        signs.note(List.of(alert(Severity.LOW)), 300);

        assertThat(signs.of(alert(Severity.LOW))).isEqualTo(Map.of(Severity.LOW, 100L, Severity.HIGH, 200L));
    }

    /** A verdict that no longer holds, or that a rule keeps quiet, is no sign to anybody. */
    @Test
    void what_is_withdrawn_or_quiet_is_no_sign() {
        Alert retracted = alert(Severity.HIGH);
        retracted.setStatus(AlertStatus.RETRACTED);
        Alert quiet = alert(Severity.HIGH);
        quiet.setSuppressedBy("rule");

        signs.note(List.of(retracted, quiet), 100);
        assertThat(signs.of(quiet)).isEmpty();

        signs.note(List.of(alert(Severity.HIGH)), 200);
        assertThat(signs.of(quiet)).isEqualTo(Map.of(Severity.HIGH, 200L));
    }

    @Test
    void alerts_are_told_apart_by_id() {
        signs.note(List.of(alert(Severity.LOW)), 100);

        assertThat(signs.of(SentAlerts.alert("b", Severity.LOW))).isEmpty();
    }
}
