package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule's words in their order: allowed sites, what the rule is about, forbidden places, allowed countries. */
class ResidencyBreachTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static PolicyRule.Builder rule(String id) {
        return PolicyRule.newBuilder().setRuleId(id).setKind(PolicyKind.RESIDENCY);
    }

    private static List<String> list(@Nullable String words) {
        return words == null ? List.of() : Arrays.asList(words.split(" "));
    }

    private static List<Finding> examine(SampleHistory history, PolicyRule... rules) {
        return new ResidencyBreach().examine(history.build(), new Policy(Arrays.asList(rules)));
    }

    @ParameterizedTest(name = "about {0} {1}, allowed {2}, forbidden {3} AS {4}: {5} of AS{6} is {7}")
    @CsvSource({
        ",, IN,, 666, CN, 4134, CN",
        ",, IN,, 666, IN, 4134,",
        ",, IN,, 666, IN, 666, AS666",
        ",, IN,, 666,, 666, AS666", // the system is known, the country is not
        ",, IN,, 666,, 4134,",
        ",, IN,, 0,, 0,", // unknown is no system
        ",,, CN, 666, CN, 4134, CN",
        ",,, CN, 666, DE, 4134,",
        ",, IN CN, CN, 666, CN, 4134, CN", // forbidden although allowed
        "data.example,, IN,, 666, CN, 4134, CN",
        "else.example,, IN,, 666, CN, 4134,",
        ", 198.51.100.0/24, IN,, 666, CN, 4134, CN",
        ", 203.0.113.0/24, IN,, 666, CN, 4134,",
        "else.example, 198.51.100.0/24, IN,, 666, CN, 4134, CN"
    })
    void whereDataMayGo(
            @Nullable String sites,
            @Nullable String networks,
            @Nullable String allowed,
            @Nullable String forbidden,
            long forbiddenAsn,
            @Nullable String country,
            long asn,
            @Nullable String place) {
        PolicyRule rule = rule("r")
                .setSites(list(sites))
                .setNetworks(list(networks))
                .setAllowedCountries(list(allowed))
                .setForbiddenCountries(list(forbidden))
                .setForbiddenAsns(List.of(forbiddenAsn))
                .setAllowedSites(List.of("cdn.example"))
                .build();
        SampleHistory history = SampleHistory.device("p").in(country, asn);

        assertThat(examine(history.site("data.example", "x.data.example").at(MONDAY), rule))
                .extracting(finding -> finding.notes().get("places"))
                .isEqualTo(place == null ? List.of() : List.of(place));
        assertThat(examine(
                        SampleHistory.device("p")
                                .in("CN", 666)
                                .site("cdn.example", "x.cdn.example")
                                .at(MONDAY),
                        rule))
                .as("an allowed site")
                .isEmpty();
    }

    @Test
    void countsContactsAndTheirBytesOnceHoweverManyRulesTheyBreak() {
        PolicyRule titled = rule("a")
                .setTitle("India only")
                .setAllowedCountries(List.of("IN"))
                .build();
        PolicyRule later = rule("b")
                .setForbiddenCountries(List.of("CN", "US"))
                .setValidFrom(Instant.ofEpochMilli(MONDAY + HOUR))
                .build();
        SampleHistory history = SampleHistory.device("p").bytesSent(1_000);
        history.in("CN", 1).at(MONDAY, MONDAY + HOUR).in("US", 2).at(MONDAY + 2 * HOUR);
        history.in("IN", 3).at(MONDAY + 3 * HOUR);

        assertThat(examine(history, titled, later)).singleElement().satisfies(finding -> {
            assertThat(finding.observed()).isEqualTo(3);
            assertThat(finding.samples()).isEqualTo(4);
            assertThat(finding.score()).isEqualTo(0.75);
            assertThat(finding.facts()).isEqualTo(Map.of("bytesSent", 3_000.0));
            assertThat(finding.notes()).isEqualTo(Map.of("places", "CN, US", "rule", "India only, b"));
        });
    }

    @ParameterizedTest(name = "{0} contacts where {1} are asked for: {2}")
    @CsvSource({"2, 3, 0", "3, 3, 1"})
    void contactsThatAreAskedFor(int contacts, String least, int findings) {
        PolicyRule parameter = PolicyRule.newBuilder()
                .setRuleId("p")
                .setKind(PolicyKind.PARAMETER)
                .setParameters(Map.of("contacts", least))
                .build();
        SampleHistory history = SampleHistory.device("p").in("CN", 1).every(HOUR, contacts, MONDAY);

        assertThat(examine(history, rule("r").setAllowedCountries(List.of("IN")).build(), parameter))
                .hasSize(findings);
    }
}
