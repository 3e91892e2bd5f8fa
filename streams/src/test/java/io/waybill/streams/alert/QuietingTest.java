package io.waybill.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietingTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    @ParameterizedTest
    @CsvSource({
        // hours, zone, when in UTC, quiet
        "22:00-06:00, UTC, 2026-06-01T21:59:59Z, false",
        "22:00-06:00, UTC, 2026-06-01T22:00:00Z, true",
        "22:00-06:00, UTC, 2026-06-02T05:59:59Z, true",
        "22:00-06:00, UTC, 2026-06-02T06:00:00Z, false",
        "09:00-17:30, UTC, 2026-06-02T17:29:00Z, true",
        "09:00-17:30, UTC, 2026-06-02T08:59:00Z, false",
        "22:00-06:00, Europe/Berlin, 2026-06-01T20:30:00Z, true",
        "22:00-06:00, Europe/Berlin, 2026-12-01T20:30:00Z, false",
        "22:00-06:00, Asia/Kolkata, 2026-06-01T16:30:00Z, true"
    })
    void quietHoursAreHoursOfEventTimeInTheirZone(String hours, String zone, Instant when, boolean quiet) {
        PolicyRule rule = rule(Map.of("quiet_hours", hours, "time_zone", zone));

        assertThat(quietOf(rule, alert("a", Severity.HIGH, "x.example", when)))
                .isEqualTo(quiet ? List.of("a") : List.of());
    }

    @Test
    void whatIsGraverThanTheRuleTakesIsNeverQuiet() {
        PolicyRule rule = rule(Map.of("up_to", "medium"));

        assertThat(quietOf(
                        rule,
                        alert("high", Severity.HIGH, "x.example", NOON),
                        alert("medium", Severity.MEDIUM, "x.example", NOON),
                        alert("low", Severity.LOW, "x.example", NOON)))
                .containsExactly("low", "medium");
    }

    @Test
    void ofAGroupTheGravestStands() {
        PolicyRule rule = rule(Map.of("group_by", "destination"));

        assertThat(quietOf(
                        rule,
                        alert("a", Severity.LOW, "x.example", NOON),
                        alert("b", Severity.HIGH, "x.example", NOON),
                        alert("c", Severity.HIGH, "x.example", NOON),
                        alert("d", Severity.LOW, "y.example", NOON)))
                .containsExactly("a", "c");
    }

    @Test
    void groupsAreByWhatIsAskedFor() {
        Alert one = alert("a", Severity.LOW, "x.example", NOON);
        Alert other = alert("b", Severity.LOW, "y.example", NOON);

        assertThat(quietOf(rule(Map.of("group_by", "destination")), one, other)).isEmpty();
        assertThat(quietOf(rule(Map.of("group_by", "subject")), one, other)).containsExactly("b");
        assertThat(quietOf(rule(Map.of("group_by", "detector")), one, other)).containsExactly("b");
    }

    @Test
    void afterOneThatStandsTheNextOnesCoolDown() {
        PolicyRule rule = rule(Map.of("cool_down", "PT24H"));

        assertThat(quietOf(
                        rule,
                        alert("late", Severity.LOW, "x.example", NOON.plus(Duration.ofHours(50))),
                        alert("first", Severity.LOW, "x.example", NOON),
                        alert("edge", Severity.LOW, "x.example", NOON.plus(Duration.ofHours(24))),
                        alert("soon", Severity.CRITICAL, "x.example", NOON.plus(Duration.ofHours(23))),
                        alert("elsewhere", Severity.LOW, "y.example", NOON.plus(Duration.ofHours(1)))))
                .containsExactly("soon");
    }

    @Test
    void aRuleWithoutTermsSilencesAllItIsAboutAndNothingElse() {
        PolicyRule rule = rule(Map.of());
        rule.setSites(List.of("x.example"));

        assertThat(quietOf(
                        rule,
                        alert("a", Severity.CRITICAL, "x.example", NOON),
                        alert("b", Severity.LOW, "y.example", NOON)))
                .containsExactly("a");
    }

    @Test
    void theFirstRuleByIdIsNamedAndLaterOnesSeeWhatIsLeft() {
        PolicyRule narrow = rule(Map.of("up_to", "low"));
        narrow.setRuleId("a-low");
        PolicyRule grouping = rule(Map.of("group_by", "detector"));
        grouping.setRuleId("b-group");
        List<Alert> alerts = List.of(
                alert("1", Severity.LOW, "x.example", NOON),
                alert("2", Severity.HIGH, "y.example", NOON),
                alert("3", Severity.MEDIUM, "z.example", NOON));

        assertThat(Quieting.of(alerts, new Policy(List.of(grouping, narrow))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1", "a-low", "3", "b-group"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfAlertsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Severity severity = Severity.values()[random.nextInt(Severity.values().length)];
            alerts.add(alert(
                    "id" + i, severity, random.nextInt(5) + ".example", NOON.plusSeconds(random.nextInt(500_000))));
        }
        Policy policy = new Policy(List.of(
                rule(Map.of("cool_down", "PT12H", "up_to", "high")),
                named("z", Map.of("group_by", "destination", "quiet_hours", "20:00-08:00"))));
        Map<String, String> expected = Quieting.of(alerts, policy);
        Collections.shuffle(alerts, random);

        assertThat(Quieting.of(alerts, policy)).as("seed %s", seed).isEqualTo(expected);
        assertThat(expected).as("seed %s", seed).isNotEmpty();
        assertThat(expected).as("seed %s: one of each stands", seed).hasSizeLessThan(alerts.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quiet_hours | 22-06 | is not like 22:00-06:00",
                "quiet_hours | 22:00 | is not like 22:00-06:00",
                "quiet_hours | 22:00-22:00 | is not like 22:00-06:00",
                "time_zone | Mars/Olympus | is none, e.g. Europe/Berlin",
                "group_by | country | is none of destination, subject, detector",
                "cool_down | 1 day | is not like PT24H or P7D",
                "cool_down | PT0S | is not like PT24H or P7D",
                "cool_down | -PT5M | is not like PT24H or P7D",
                "up_to | fatal | is none of informational, low, medium, high, critical",
                "cooldown | PT1H | is no parameter of a suppression"
            })
    void termsThatCannotBeUnderstoodAreNamedAndSilenceNothing(String name, String value, String reason) {
        PolicyRule rule = rule(Map.of(name, value));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuietTerms.of(rule))
                .withMessageContaining(reason);
        assertThat(quietOf(rule, alert("a", Severity.LOW, "x.example", NOON))).isEmpty();
    }

    private static List<String> quietOf(PolicyRule rule, Alert... alerts) {
        return List.copyOf(
                Quieting.of(List.of(alerts), new Policy(List.of(rule))).keySet());
    }

    private static PolicyRule rule(Map<String, String> parameters) {
        return named("rule", parameters);
    }

    private static PolicyRule named(String id, Map<String, String> parameters) {
        return PolicyRule.newBuilder()
                .setRuleId(id)
                .setKind(PolicyKind.SUPPRESSION)
                .setParameters(parameters)
                .build();
    }

    private static Alert alert(String id, Severity severity, String destination, Instant end) {
        return Alert.newBuilder()
                .setId(id)
                .setDetector("surge")
                .setSubject(new AlertSubject(SubjectLevel.MODEL, "Acme One"))
                .setDestination(destination)
                .setSeverity(severity)
                .setScore(0.5)
                .setWindow(new AlertWindow(end.minusSeconds(3_600), end))
                .setObserved(1)
                .setExpected(0)
                .setSamples(1)
                .setExplanation("")
                .setStatus(AlertStatus.OPEN)
                .build();
    }
}
