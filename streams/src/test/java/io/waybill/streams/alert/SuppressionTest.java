package io.waybill.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SuppressionTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static Verdict about(String detector, String subject, String destination, long start) {
        return new Verdict(
                detector,
                SubjectLevel.MODEL,
                subject,
                destination,
                Severity.HIGH,
                0.9,
                OptionalDouble.empty(),
                new Span(start, start + 1),
                "contacts",
                1,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                1,
                1,
                new TreeMap<>(),
                new TreeMap<>(),
                "",
                List.of(),
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "redmi-1, redmi-1, true",
        "redmi-1, redmi-10, false",
        "redmi-1, 'redmi-1 V5', false",
        "'Xiaomi Redmi Note V5', 'Xiaomi Redmi Note V5', true",
        "Xiaomi Redmi Note, 'Xiaomi Redmi Note V5', false"
    })
    void a_subject_is_meant_whole(String subject, String of, boolean quiet) {
        PolicyRule rule = rule("r").setSubjects(List.of(subject)).build();

        assertThat(by(rule, about("survives-reset", of, "google.com", 5))).isEqualTo(quiet ? "r" : null);
    }

    private static PolicyRule.Builder rule(String id) {
        return PolicyRule.newBuilder().setRuleId(id).setKind(PolicyKind.SUPPRESSION);
    }

    private static @Nullable String by(PolicyRule rule, Verdict verdict) {
        return ruleFor(verdict, List.of(rule));
    }

    private static @Nullable String ruleFor(Verdict verdict, List<PolicyRule> rules) {
        Alert alert = Alerts.of(verdict, null);
        return Quieting.of(List.of(alert), new Policy(rules)).get(alert.getId());
    }

    private static List<String> list(@Nullable String cell) {
        return cell == null ? List.of() : Arrays.asList(cell.split(" "));
    }

    /** Empty cells are lists that say nothing. */
    @ParameterizedTest(name = "detectors {0}, sites {1}, networks {2}; {3} at {4}: quiet {5}")
    @CsvSource(delimiter = '|', textBlock = """
                    |                     |                  | surge            | example.com      | true
            surge   |                     |                  | surge            | example.com      | true
            surge   |                     |                  | periodic-contact | example.com      | false
                    | example.com         |                  | surge            | example.com      | true
                    | Example.COM.        |                  | surge            | example.com      | true
                    | *.example.com       |                  | surge            | example.com      | true
                    | example.com         |                  | surge            | a.example.com    | true
                    | example.com         |                  | surge            | notexample.com   | false
                    | a.example.com       |                  | surge            | example.com      | false
                    | one.org example.com |                  | surge            | example.com      | true
                    |                     | 42.62.48.0/24    | surge            | 42.62.48.0/24    | true
                    |                     | 42.62.0.0/16     | surge            | 42.62.48.0/24    | true
                    |                     | 42.62.48.0/25    | surge            | 42.62.48.0/24    | false
                    |                     | 42.63.0.0/16     | surge            | 42.62.48.0/24    | false
                    |                     | 2001:db8::/32    | surge            | 2001:db8:7::/48  | true
                    |                     | 0.0.0.0/0        | surge            | 2001:db8:7::/48  | false
                    |                     | 42.62.48.0/24    | surge            | example.com      | false
                    |                     | no network       | surge            | 42.62.48.0/24    | false
                    | example.com         | 42.62.48.0/24    | surge            | 42.62.48.0/24    | true
            surge   | example.com         |                  | periodic-contact | example.com      | false
            """)
    void isAboutDetectorAndDestination(
            @Nullable String detectors,
            @Nullable String sites,
            @Nullable String networks,
            String detector,
            String destination,
            boolean quiet) {
        PolicyRule rule = rule("r")
                .setDetectors(list(detectors))
                .setSites(list(sites))
                .setNetworks(networks == null ? List.of() : List.of(networks))
                .build();

        assertThat(by(rule, about(detector, "Acme One", destination, 5))).isEqualTo(quiet ? "r" : null);
    }

    @ParameterizedTest(name = "rule for ''{0}'', alert about ''{1}'': {2}")
    @CsvSource({
        "Acme One, Acme One, true",
        "Acme One, Acme One 2.1.0, true",
        "Acme One, Acme One2, false",
        "Acme One, Acme, false",
        "Acme, Acme One, true",
        "Acme One, phone-1, false"
    })
    void isAboutAModelAndItsFirmwares(String model, String subject, boolean quiet) {
        PolicyRule rule = rule("r").setModels(List.of(model)).build();

        assertThat(by(rule, about("surge", subject, "example.com", 5))).isEqualTo(quiet ? "r" : null);
    }

    @ParameterizedTest(name = "valid {0} to {1}, window from {2}: {3}")
    @CsvSource({
        "100, 200, 99, false",
        "100, 200, 100, true",
        "100, 200, 199, true",
        "100, 200, 200, false",
        ", 200, 0, true",
        ", 200, 200, false",
        "100, , 99, false",
        "100, , 9000000, true",
        ", , 0, true"
    })
    void holdsFromAndUntil(@Nullable Long from, @Nullable Long to, long start, boolean quiet) {
        PolicyRule rule = rule("r")
                .setValidFrom(from == null ? null : Instant.ofEpochMilli(from))
                .setValidTo(to == null ? null : Instant.ofEpochMilli(to))
                .build();

        assertThat(by(rule, about("surge", "Acme One", "example.com", start))).isEqualTo(quiet ? "r" : null);
    }

    @ParameterizedTest
    @EnumSource(value = PolicyKind.class, names = "SUPPRESSION", mode = EnumSource.Mode.EXCLUDE)
    void noOtherKindOfRuleKeepsAnythingQuiet(PolicyKind kind) {
        assertThat(by(rule("r").setKind(kind).build(), about("surge", "Acme One", "example.com", 5)))
                .isNull();
    }

    @Test
    void theFirstRuleByIdIsNamedInWhateverOrderTheyCame() {
        List<PolicyRule> rules = Arrays.asList(
                rule("c").build(),
                rule("b").build(),
                rule("a").setDetectors(List.of("other")).build());
        for (long seed = 1; seed <= 10; seed++) {
            Collections.shuffle(rules, new Random(seed));

            assertThat(ruleFor(about("surge", "Acme One", "example.com", 5), rules))
                    .as("seed %d", seed)
                    .isEqualTo("b");
        }
    }
}
