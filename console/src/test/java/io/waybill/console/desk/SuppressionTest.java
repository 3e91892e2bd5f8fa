package io.waybill.console.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.console.Samples;
import io.waybill.console.desk.Suppression.Scope;
import io.waybill.schemas.Alert;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionTest {

    private static final String MODEL = "Xiaomi Redmi Note";

    @ParameterizedTest
    @CsvSource({"42.62.48.0/24, false", "2001:db8::/48, false", "google.com, true"})
    void aDestinationIsNamedAsWhatItIs(String destination, boolean site) {
        PolicyRule rule = rule(destination, MODEL, Scope.MODEL, "agreed");

        assertThat(rule.getKind()).isEqualTo(PolicyKind.SUPPRESSION);
        assertThat(rule.getSites()).isEqualTo(site ? List.of(destination) : List.of());
        assertThat(rule.getNetworks()).isEqualTo(site ? List.of() : List.of(destination));
        assertThat(rule.getDetectors()).containsExactly("survives-reset");
        assertThat(rule.getModels()).containsExactly(MODEL);
        assertThat(rule.getSubjects()).isEmpty();
        assertThat(rule.getTitle()).isEqualTo("agreed");
    }

    @Test
    void everyoneMeansEveryModel() {
        PolicyRule rule = rule("google.com", MODEL, Scope.EVERYONE, "");

        assertThat(rule.getModels()).isEmpty();
        assertThat(rule.getSubjects()).isEmpty();
    }

    @Test
    void theSameChoiceIsTheSameRule() {
        String once = rule("google.com", MODEL, Scope.MODEL, "a").getRuleId();

        assertThat(rule("google.com", MODEL, Scope.MODEL, "b").getRuleId()).isEqualTo(once);
        assertThat(rule("google.com", MODEL, Scope.EVERYONE, "a").getRuleId()).isNotEqualTo(once);
        assertThat(rule("google.de", MODEL, Scope.MODEL, "a").getRuleId()).isNotEqualTo(once);
        assertThat(once).startsWith("console-");
    }

    @Test
    void aRuleNeverSilencesAWholeDetector() {
        assertThatThrownBy(() -> rule("", MODEL, Scope.MODEL, "x")).hasMessageContaining("no destination");
        assertThatThrownBy(() -> rule("google.com", null, Scope.MODEL, "x"))
                .hasMessageContaining("choose subject or everyone");
    }

    @Test
    void aTitleIsOneLineOfBoundedLength() {
        assertThat(rule("google.com", MODEL, Scope.MODEL, "a\nb\u001b[31m" + "x".repeat(500))
                        .getTitle())
                .startsWith("a b [31m")
                .hasSize(200);
        assertThat(rule("google.com", MODEL, Scope.MODEL, " \n ").getTitle()).contains("because of alert a-1");
    }

    @ParameterizedTest
    @CsvSource({"subject, SUBJECT", "model, MODEL", "everyone, EVERYONE"})
    void scopesAreKnownByName(String name, Scope scope) {
        assertThat(Scope.of(name)).isEqualTo(scope);
        assertThatThrownBy(() -> Scope.of("device")).hasMessageContaining("subject, model or everyone");
    }

    @Test
    void anAlertAboutADeviceIsKeptQuietByItsDevice() {
        Alert alert =
                Samples.alert("a-1", "survives-reset", SubjectLevel.DEVICE, "redmi-1", "google.com", Severity.HIGH, 4);

        PolicyRule rule = Suppression.of(alert, MODEL, Scope.SUBJECT, "x");

        assertThat(rule.getSubjects()).containsExactly("redmi-1");
        assertThat(rule.getModels()).as("a device is no model").isEmpty();
        assertThatThrownBy(() -> Suppression.of(alert, MODEL, Scope.MODEL, "x"))
                .hasMessageContaining("an alert about a device");
    }

    private static PolicyRule rule(String destination, @Nullable String model, Scope scope, String title) {
        Alert alert = Samples.alert(
                "a-1", "survives-reset", SubjectLevel.FIRMWARE, MODEL + " V5", destination, Severity.HIGH, 4);
        return Suppression.of(alert, model, scope, title);
    }
}
