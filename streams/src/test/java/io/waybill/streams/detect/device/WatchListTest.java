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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WatchListTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static PolicyRule.Builder list(String id, String... sites) {
        return PolicyRule.newBuilder()
                .setRuleId(id)
                .setKind(PolicyKind.WATCH_LIST)
                .setSites(Arrays.asList(sites));
    }

    private static List<Finding> examine(SampleHistory history, PolicyRule... rules) {
        return new WatchList().examine(history.build(), new Policy(Arrays.asList(rules)));
    }

    private static SampleHistory to(String host) {
        return SampleHistory.device("p").site("evil.example", host);
    }

    @ParameterizedTest(name = "{1} by list of {0}: {2}")
    @CsvSource({
        "evil.example, evil.example, true",
        "evil.example, c2.evil.example, true",
        "EVIL.example., c2.evil.example, true",
        "*.evil.example, c2.evil.example, true",
        "evil.example, notevil.example, false",
        "c2.evil.example, evil.example, false"
    })
    void aDomainCoversTheNamesUnderIt(String entry, String host, boolean listed) {
        assertThat(examine(to(host).at(MONDAY), list("l", entry).build())).hasSize(listed ? 1 : 0);
    }

    @ParameterizedTest(name = "{1} by list of {0}: {2}")
    @CsvSource({
        "203.0.113.0/24, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.8, 203.0.113.9, false",
        "203.0.112.0/23, 203.0.113.9, true",
        "2001:db8::/32, 203.0.113.9, false"
    })
    void networksAndAddresses(String entry, String address, boolean listed) {
        SampleHistory history = SampleHistory.device("p")
                .address("203.0.113.0/24", address, 443)
                .at(MONDAY);
        PolicyRule rule = list("l").setNetworks(List.of(entry)).build();

        assertThat(examine(history, rule))
                .extracting(finding -> finding.notes().get("entry"))
                .isEqualTo(listed ? List.of(entry) : List.of());
    }

    @Test
    void countsListedContactsOnceAndNamesAllListsAndEntries() {
        SampleHistory history = to("c2.evil.example").at(MONDAY, MONDAY + HOUR);
        history.site("evil.example", "ok.example").at(MONDAY + 2 * HOUR);

        assertThat(examine(
                        history,
                        list("b", "evil.example").setTitle("Known bad").build(),
                        list("a", "c2.evil.example").build()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.observed()).isEqualTo(2);
                    assertThat(finding.score()).isEqualTo(1);
                    assertThat(finding.notes())
                            .containsEntry("entry", "c2.evil.example, evil.example")
                            .containsEntry("list", "Known bad, a");
                    assertThat(finding.evidence()).hasSize(2);
                });
    }

    @Test
    void aRuleHoldsInItsTimeOnly() {
        PolicyRule rule = list("l", "evil.example")
                .setValidFrom(Instant.ofEpochMilli(MONDAY + HOUR))
                .setValidTo(Instant.ofEpochMilli(MONDAY + 2 * HOUR))
                .build();

        assertThat(examine(to("evil.example").at(MONDAY, MONDAY + 2 * HOUR), rule))
                .isEmpty();
        assertThat(examine(to("evil.example").at(MONDAY, MONDAY + HOUR, MONDAY + 2 * HOUR), rule))
                .extracting(Finding::observed)
                .containsExactly(1.0);
    }

    @Test
    void aRuleIsForItsGroupsAndModelsOnly() {
        PolicyRule group = list("l", "evil.example").setGroups(List.of("in")).build();
        PolicyRule model =
                list("l", "evil.example").setModels(List.of("Acme One")).build();

        assertThat(examine(to("evil.example").group("in").at(MONDAY), group)).hasSize(1);
        assertThat(examine(to("evil.example").at(MONDAY), group)).isEmpty();
        assertThat(examine(to("evil.example").at(MONDAY), model)).hasSize(1);
        assertThat(examine(
                        SampleHistory.of("p", "Acme", "Two")
                                .site("evil.example", "evil.example")
                                .at(MONDAY),
                        model))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = PolicyKind.class, names = "WATCH_LIST", mode = EnumSource.Mode.EXCLUDE)
    void noOtherKindOfRuleIsAList(PolicyKind kind) {
        assertThat(examine(
                        to("evil.example").at(MONDAY),
                        list("l", "evil.example").setKind(kind).build()))
                .isEmpty();
    }
}
