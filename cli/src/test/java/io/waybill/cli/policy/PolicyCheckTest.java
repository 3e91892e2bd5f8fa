package io.waybill.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.PolicyRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCheckTest {

    @Test
    void rules_that_are_understood_have_no_problems() {
        assertThat(PolicyCheck.problems(List.of(
                        Rules.watchList("w", "a.example"),
                        Rules.suppression("s", "a.example", Map.of()),
                        Rules.suppression("t", "a.example", Map.of("cool_down", "PT24H", "group_by", "destination")))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "up_to       | severe     | up_to: 'severe' is none of",
                "cool_down   | a day      | cool_down: 'a day' is not like",
                "cool_down   | -PT1H      | cool_down: '-PT1H' is not like",
                "quiet_hours | 22-6       | quiet_hours: '22-6' is not like",
                "time_zone   | Berlin     | time_zone: 'Berlin' is none",
                "group_by    | colour     | group_by: 'colour' is none of",
                "quite_hours | 22:00-6:00 | 'quite_hours' is no parameter of a suppression"
            })
    void terms_that_cannot_be_understood_are_named_with_their_rule(String name, String value, String said) {
        assertThat(PolicyCheck.problems(List.of(Rules.suppression("night", "a.example", Map.of(name, value)))))
                .singleElement()
                .asString()
                .startsWith("rule night: ")
                .contains(said);
    }

    @Test
    void a_detector_that_there_is_not_is_named_with_those_there_are() {
        PolicyRule rule = Rules.suppression("s", "a.example", Map.of());
        rule.setDetectors(List.of("watch-list", "periodic"));

        assertThat(PolicyCheck.problems(List.of(rule)))
                .singleElement()
                .asString()
                .startsWith("rule s: there is no detector 'periodic'; there are bound-met, cohort-exclusive, ")
                .contains("periodic-contact");
    }
}
