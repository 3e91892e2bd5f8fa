package io.waybill.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.testkit.FleetSimulator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Ledger;
import io.waybill.testkit.truth.Truth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold of every story, on a small fleet. */
@Tag("slow")
class StoriesTest {

    private static final int DEVICES = 20;
    private static final int HOURS = 72;

    private record Run(List<String> events, Ledger ledger, Truth truth, Set<String> devices) {

        static Run of(Scenario scenario, long seed) {
            FleetSimulator simulator = new FleetSimulator(new SimulationParameters(scenario, DEVICES, HOURS, seed));
            List<String> events = new ArrayList<>();
            Set<String> devices = new HashSet<>();
            Ledger ledger = simulator.deliver(event -> {
                events.add(event.toString());
                devices.add(event.getDeviceId());
            });
            return new Run(events, ledger, simulator.truth(ledger), devices);
        }
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theSameSeedTellsTheSameStoryAndAnotherSeedAnother(Scenario scenario) {
        Run one = Run.of(scenario, 5);
        Run again = Run.of(scenario, 5);

        assertThat(again.events()).isEqualTo(one.events());
        assertThat(again.truth()).isEqualTo(one.truth());
        assertThat(Run.of(scenario, 6).events()).isNotEqualTo(one.events());
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void theTruthCountsWhatWasDelivered(Scenario scenario) {
        Run run = Run.of(scenario, 5);

        assertThat(run.ledger().events()).isEqualTo(run.events().size());
        assertThat(run.truth().events()).isEqualTo(run.events().size());
        assertThat(run.truth().scenario()).isEqualTo(scenario.id());
        assertThat(run.truth().summary()).isEqualTo(scenario.summary()).isNotBlank();
        assertThat(run.truth().devices()).isEqualTo(DEVICES);
        assertThat(run.truth().to() - run.truth().from()).isEqualTo(HOURS * 3_600_000L);
    }

    /** An expectation that no detector could meet, or of a device that was silent, would be a lie. */
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void whatIsExpectedCanBeKnown(Scenario scenario) {
        Run run = Run.of(scenario, 5);
        List<String> detectors = Detectors.destinationSide().stream()
                .map(DestinationDetector::id)
                .toList();
        List<Expectation> all = new ArrayList<>(run.truth().expected());
        all.addAll(run.truth().allowed());

        assertThat(all).extracting(Expectation::detector).isSubsetOf(detectors);
        assertThat(run.truth().expected()).extracting(Expectation::describe).doesNotHaveDuplicates();
        assertThat(run.truth().expected()).allSatisfy(expectation -> {
            assertThat(expectation.devices())
                    .as(expectation.describe())
                    .isNotEmpty()
                    .isSubsetOf(run.devices());
            assertThat(expectation.since())
                    .as(expectation.describe())
                    .isBetween(run.truth().from(), run.truth().to() - 1);
            assertThat(expectation.why()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void rulesHaveTheirOwnIds(Scenario scenario) {
        List<PolicyRule> rules = scenario.policy(new Span(0, HOURS * 3_600_000L));

        assertThat(rules)
                .extracting(PolicyRule::getRuleId)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void scenariosAreFoundByIdAndAnUnknownOneIsToldTheNames() {
        for (Scenario scenario : Scenario.values()) {
            assertThat(Scenario.of(scenario.id())).isSameAs(scenario);
        }
        assertThatThrownBy(() -> Scenario.of("redmi"))
                .hasMessageStartingWith("no scenario 'redmi'; there are redmi-note, star-n9500, ");
    }
}
