package io.waybill.testkit.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScorePoolTest {

    private static final ReportedAlert FALSE_ALARM =
            new ReportedAlert("surge", "MODEL", "Acme One", "example.com", Severity.LOW, 0, "too many");

    @Test
    void countsOfFleetsAddUp() {
        ScorePool pool = new ScorePool();
        pool.add(report(row("surge", 3, 0, 0, 2), row("went-dark", 1, 0, 0, 30)));
        pool.add(report(row("surge", 2, 1, 4, 6)));

        List<DetectorScore> rows = pool.report("both").detectors();

        assertThat(rows).extracting(DetectorScore::detector).containsExactly("surge", "went-dark");
        DetectorScore surge = rows.get(0);
        assertThat(surge.found()).isEqualTo(5);
        assertThat(surge.missed()).isEqualTo(1);
        assertThat(surge.unexpected()).isEqualTo(4);
        assertThat(surge.recall()).isEqualTo(new Proportion(5, 6));
        assertThat(surge.precision()).isEqualTo(new Proportion(5, 9));
        assertThat(surge.f1()).isEqualTo(2 * 5 / (2.0 * 5 + 5));
    }

    @Test
    void theTimeToDetectionIsTheMedianOfTheFleetsThatHadOne() {
        ScorePool pool = new ScorePool();
        for (double hours : new double[] {9, 1, 5}) {
            pool.add(report(row("surge", 1, 0, 0, hours)));
        }
        pool.add(report(new DetectorScore("surge", 0, 1, 0, 0, OptionalDouble.empty(), OptionalDouble.empty())));

        assertThat(pool.report("all").detectors().get(0).delayHours()).hasValue(5);
        assertThat(pool.report("all").detectors().get(0).spanHours()).hasValue(100);
    }

    @Test
    void aFleetPassesOnlyWithNothingMissingAndNothingTooMuch() {
        ScorePool pool = new ScorePool();
        pool.add(report(row("surge", 3, 0, 0, 2)));
        pool.add(new ScoreReport("story", List.of(row("surge", 0, 0, 1, 2)), List.of(), List.of(FALSE_ALARM), 7, 1));

        assertThat(pool.passed()).isEqualTo(new Proportion(1, 2));
        ScoreReport report = pool.report("two");
        assertThat(report.passed()).isFalse();
        assertThat(report.informational()).isEqualTo(7);
        assertThat(report.withdrawn()).isEqualTo(1);
        assertThat(report.render()).contains("two: NOT as expected, 3 found, 0 missing, 1 unexpected");
    }

    @Test
    void anEmptyPoolSaysSo() {
        assertThat(new ScorePool().passed()).isEqualTo(new Proportion(0, 0));
        assertThat(new ScorePool().report("none").passed()).isTrue();
    }

    private static ScoreReport report(DetectorScore... rows) {
        return new ScoreReport("story", Arrays.asList(rows), List.of(), List.of(), 0, 0);
    }

    private static DetectorScore row(String detector, long found, long missed, long unexpected, double hours) {
        return new DetectorScore(
                detector, found, missed, unexpected, 0, OptionalDouble.of(100), OptionalDouble.of(hours));
    }
}
