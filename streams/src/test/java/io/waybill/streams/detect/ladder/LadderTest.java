package io.waybill.streams.detect.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.Cohort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

    private static final Ladder LADDER = new Ladder(0.5, 0.1, 3, 3);

    /**
     * Each cell of {@code fleet} is {@code maker/model/firmware=hits/devices}; {@code blamed} lists cohorts by their value, or
     * says what else the ladder answers.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a model and no other                | X/a/1=12/12 X/b/1=0/12 Y/c/1=0/12                              | X a
            one sick phone                      | X/a/1=1/12 X/b/1=0/12 Y/c/1=0/12                               | Devices
            two sick phones                     | X/a/1=2/12 X/b/1=0/12 Y/c/1=0/12                               | Devices
            everybody                           | X/a/1=12/12 X/b/1=12/12 Y/c/1=11/12                            | Everybody
            a firmware, the other one is clean  | X/a/1=0/12 X/a/2=12/12 X/b/1=0/12 Y/c/1=0/12                   | X a 2
            a small share runs the firmware     | X/a/1=0/30 X/a/2=5/5 X/b/1=0/12 Y/c/1=0/12                     | X a 2
            both firmwares of a model           | X/a/1=11/12 X/a/2=12/12 X/b/1=0/12 Y/c/1=0/12                  | X a
            two of three models of a maker      | X/a/1=12/12 X/b/1=12/12 X/d/1=0/12 Y/c/1=0/12 Z/e/1=0/12       | X a, X b
            all models of a maker               | X/a/1=12/12 X/b/1=12/12 Y/c/1=0/12 Z/d/1=0/12                  | X
            a model of a maker with one model   | X/a/1=12/12 Y/c/1=0/12 Z/d/1=0/12                              | X a
            models of two makers                | X/a/1=12/12 X/b/1=0/12 Y/c/1=12/12 Y/d/1=0/12 Z/e/1=0/12       | X a, Y c
            here and there                      | X/a/1=3/12 X/b/1=3/12 Y/c/1=3/12                               | Everybody
            seldom here and there               | X/a/1=1/40 X/b/1=1/40 Y/c/1=1/40                               | Devices
            popular outside too                 | X/a/1=12/12 X/b/1=4/12 Y/c/1=4/12                              | Everybody
            nobody to compare with              | X/a/1=12/12                                                    | Abstained
            too few devices to judge            | X/a/1=2/2 X/b/1=1/2 Y/c/1=0/12                                 | Abstained
            unknown devices blame nobody        | unknown/unknown/1=9/9 X/b/1=0/12 Y/c/1=0/12                    | Abstained
            """)
    void blames(String name, String fleet, String blamed) {
        Attribution attribution = LADDER.climb(Cells.of(fleet).tally());

        assertThat(describe(attribution)).as(name).isEqualTo(blamed);
    }

    @Test
    void aDeviceThatMovedToTheNewFirmwareIsAComparisonToo() {
        Cells cells = Cells.of("X/a/1=0/20 X/b/1=0/12 Y/c/1=0/12");
        cells.hits().put(Cohort.firmware("X", "a", "2"), 20L);
        cells.sizes().put(Cohort.firmware("X", "a", "2"), 20L);
        for (Cohort cohort : new Cohort[] {Cohort.model("X", "a"), Cohort.manufacturer("X"), Cohort.FLEET}) {
            cells.hits().merge(cohort, 20L, Long::sum);
        }

        Attribution attribution = LADDER.climb(cells.tally());

        assertThat(describe(attribution)).isEqualTo("X a 2");
        assertThat(((Attribution.Culprits) attribution)
                        .culprits()
                        .get(0)
                        .table()
                        .outside())
                .isEqualTo(44);
    }

    @Test
    void saysHowSureItIsAndWhy() {
        Attribution.Culprits found = (Attribution.Culprits)
                LADDER.climb(Cells.of("X/a/1=12/12 X/b/1=0/12 Y/c/1=0/36").tally());

        Attribution.Culprit culprit = found.culprits().get(0);
        assertThat(culprit.table().insideHits()).isEqualTo(12);
        assertThat(culprit.table().outside()).isEqualTo(48);
        assertThat(culprit.pValue()).isLessThan(1e-11);
        assertThat(culprit.reasoning()).isEqualTo("The maker's 1 other model in the fleet does not do it.");
        assertThat(found.tests()).isGreaterThanOrEqualTo(6);
    }

    private static String describe(Attribution attribution) {
        return attribution instanceof Attribution.Culprits found
                ? String.join(
                        ", ",
                        found.culprits().stream()
                                .map(culprit -> culprit.cohort().value())
                                .toList())
                : attribution.getClass().getSimpleName();
    }
}
