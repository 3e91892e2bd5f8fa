package io.waybill.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AlertStatus;
import io.waybill.streams.alert.Alerts;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TrialTest {

    private static final SimulationParameters PARAMETERS =
            new SimulationParameters(Scenario.REDMI_NOTE, 80, 48, 20_251L);
    private static final Trial TRIAL = trial();

    @Test
    void aStoryIsTold() {
        Trial trial = TRIAL;

        assertThat(trial.score().passed()).as(trial.score().render()).isTrue();
        assertThat(trial.score().detectors())
                .extracting(row -> row.detector())
                .contains("cohort-exclusive", "periodic-contact", "survives-reset");
        assertThat(trial.events()).isGreaterThan(10_000);
    }

    @Test
    void theSameParametersSayTheSame() {
        assertThat(said(trial())).isEqualTo(said(TRIAL));
    }

    /** Judging while events come tells when, and changes nothing about what stands. */
    @Test
    void judgedOnTheWayTheSameStandsInTheEnd() {
        Trial watched = Trial.run(PARAMETERS, PackedLocator.bundled(), Duration.ofHours(6));

        assertThat(standing(watched)).isEqualTo(standing(TRIAL));
        assertThat(watched.score().detectors()).allSatisfy(row -> {
            assertThat(row.delayHours().isPresent()).isEqualTo(row.found() > 0);
            row.delayHours().ifPresent(hours -> assertThat(hours).isBetween(0.0, 49.0));
        });
        assertThat(watched.score().detectors())
                .as("a rhythm of minutes does not take two days to be seen")
                .filteredOn(row -> row.detector().equals("periodic-contact"))
                .allSatisfy(row -> assertThat(row.delayHours().orElseThrow()).isLessThan(30));
        assertThat(TRIAL.score().detectors())
                .as("nobody watched")
                .allSatisfy(row -> assertThat(row.delayHours()).isEmpty());
    }

    private static List<String> standing(Trial trial) {
        return trial.alerts().stream()
                .filter(alert -> alert.getStatus() != AlertStatus.RETRACTED)
                .map(alert -> alert.getId() + Alerts.canonicalOf(alert))
                .toList();
    }

    private static Trial trial() {
        return Trial.run(PARAMETERS, PackedLocator.bundled());
    }

    private static List<String> said(Trial trial) {
        return trial.alerts().stream()
                .map(alert -> alert.getId() + Alerts.canonicalOf(alert))
                .toList();
    }
}
