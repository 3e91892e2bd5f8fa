package io.waybill.streams.detect.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static Parameters with(String value) {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.PARAMETER)
                .setDetectors(List.of("surge"))
                .setParameters(Map.of("hours", value))
                .build();
        return Parameters.of(new Policy(List.of(rule)), "surge");
    }

    @ParameterizedTest(name = "''{0}'': {1}")
    @CsvSource({
        "5, 5",
        "0.5, 0.5",
        "' 6 ', 6",
        "0.1, 0.1",
        "10, 10",
        "1e1, 10",
        "0.09, 4",
        "10.01, 4",
        "-5, 4",
        "NaN, 4",
        "Infinity, 4",
        "four, 4",
        "'', 4",
        "'5 hours', 4"
    })
    void whatIsNoNumberOrOutOfRangeLeavesTheDefault(String set, double effective) {
        Parameters parameters = with(set);

        assertThat(parameters.number("hours", 4, 0.1, 10)).isEqualTo(effective);
        assertThat(Double.parseDouble(parameters.used().get("hours"))).isEqualTo(effective);
    }

    @ParameterizedTest
    @CsvSource({"5.4, 5", "5.5, 6", "99, 4"})
    void countsAreWhole(String set, long effective) {
        assertThat(with(set).count("hours", 4, 1, 10)).isEqualTo(effective);
    }

    @Test
    void showsWhatWasAskedForInOrderOfNames() {
        Parameters parameters = with("5");
        parameters.number("z", 1.5, 0, 2);
        parameters.count("a", 1_000_000, 0, 10_000_000);

        assertThat(parameters.used()).containsExactly(Map.entry("a", "1000000"), Map.entry("z", "1.5"));
    }

    @Test
    void anotherDetectorsRuleDoesNotCount() {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.PARAMETER)
                .setDetectors(List.of("surge"))
                .setParameters(Map.of("hours", "5"))
                .build();

        assertThat(Parameters.of(new Policy(List.of(rule)), "went-dark").number("hours", 4, 0, 10))
                .isEqualTo(4);
    }
}
