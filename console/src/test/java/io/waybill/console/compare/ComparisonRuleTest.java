package io.waybill.console.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonRuleTest {

    @ParameterizedTest
    @CsvSource({
        // before: connections, device hours; after: connections, device hours
        "100, 100, 100, 100, SAME",
        "100, 100, 199, 100, SAME",
        "100, 100, 200, 100, CHANGED",
        "100, 100, 50, 100, CHANGED",
        "100, 100, 200, 200, SAME",
        "9, 100, 90, 100, SAME",
        "10, 100, 100, 100, CHANGED",
        "0, 100, 3, 100, APPEARED",
        "0, 99, 3, 100, UNCLEAR",
        "0, 0, 500, 100, UNCLEAR",
        "3, 100, 0, 100, VANISHED",
        "3, 100, 0, 99, UNCLEAR",
        "500, 100, 0, 0, UNCLEAR"
    })
    void absenceAndChangeNeedEnoughToGoBy(long before, double hours, long after, double hoursAfter, Verdict verdict) {
        assertThat(ComparisonRule.ofContacts(before, hours, after, hoursAfter)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({", HIGH, APPEARED", "HIGH, , VANISHED", "HIGH, LOW, CHANGED", "LOW, LOW, SAME"})
    void anAlertIsThereOrNotOrOfAnotherSeverity(@Nullable String before, @Nullable String after, Verdict verdict) {
        assertThat(ComparisonRule.ofAlert(before, after)).isEqualTo(verdict);
    }

    @Test
    void anAlertOfNeitherCaseIsNone() {
        assertThatThrownBy(() -> ComparisonRule.ofAlert(null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
