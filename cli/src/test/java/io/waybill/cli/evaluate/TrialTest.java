package io.waybill.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.alert.Alerts;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {

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

    private static Trial trial() {
        return Trial.run(new SimulationParameters(Scenario.REDMI_NOTE, 80, 48, 20_251L), PackedLocator.bundled());
    }

    private static List<String> said(Trial trial) {
        return trial.alerts().stream()
                .map(alert -> alert.getId() + Alerts.canonicalOf(alert))
                .toList();
    }
}
