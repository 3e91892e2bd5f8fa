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
            just enough devices and hits        | X/a/1=3/3 X/b/1=0/12 Y/c/1=0/12                                | X a
            half of a model                     | X/a/1=6/12 X/b/1=0/24 Y/c/1=0/24                               | X a
            less than half of a model           | X/a/1=5/12 X/b/1=0/24 Y/c/1=0/24                               | Devices
            half by models that can be judged   | X/a/1=2/2 X/d/1=2/2 X/b/1=4/4 Y/c/1=0/36                       | X b
            less than half by such models       | X/a/1=2/2 X/d/1=2/2 X/b/1=3/3 Y/c/1=0/36                       | Abstained
            a tenth of the other firmware       | X/a/1=2/20 X/a/2=30/30 X/b/1=0/12 Y/c/1=0/36                   | X a 2
            more than a tenth of it             | X/a/1=3/20 X/a/2=30/30 X/b/1=0/12 Y/c/1=0/36                   | X a
            two thirds of the models, two makers | X/a/1=12/12 Y/c/1=12/12 Z/e/1=0/12                            | Everybody
            two thirds of the models, one maker | X/a/1=12/12 X/b/1=12/12 Y/c/1=0/12                             | X
            a tenth of the fleet                | X/a/1=1/10 X/b/1=1/10 Y/c/1=1/10                               | Devices
            more than a tenth of the fleet      | X/a/1=2/10 X/b/1=1/10 Y/c/1=1/10                               | Everybody
            a tenth of the others               | X/a/1=12/12 X/b/1=1/10 Y/c/1=2/20                              | X a
            more than a tenth of the others     | X/a/1=12/12 X/b/1=1/10 Y/c/1=3/20                              | Everybody
            three others                        | X/a/1=12/12 Y/c/1=0/3                                          | X a
            two others                          | X/a/1=12/12 Y/c/1=0/2                                          | Abstained
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
    }

    @ParameterizedTest(name = "{0}: {1} tests")
    @CsvSource({
        "X/a/1=2/12 X/b/1=0/12, 0", // too few for any test
        "X/a/1=12/12 X/b/1=0/12 Y/c/1=0/36, 7", // three models, three firmwares, one of them against the rest
        "X/a/1=12/12 X/b/1=12/12 X/d/1=0/12 Y/c/1=0/12 Z/e/1=0/12, 12",
        "X/a/1=5/12 X/b/1=0/24 Y/c/1=0/24, 6",
        "X/a/1=12/12 X/b/1=12/12 Y/c/1=11/12, 6",
        "X/a/1=2/2 X/b/1=1/2 Y/c/1=0/12, 2"
    })
    void everyComparisonCounts(String fleet, long tests) {
        assertThat(LADDER.climb(Cells.of(fleet).tally()).tests()).isEqualTo(tests);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            X/a/1=9/9 Y/c/1=0/36                                | The fleet has no other model of X with enough devices, so the maker cannot be told from the model.
            X/a/1=9/9 X/b/1=0/9 X/d/1=0/9 Y/c/1=0/36            | The maker's 2 other models in the fleet do not do it.
            X/a/1=9/9 X/b/1=9/9 X/d/1=0/9 Y/c/1=0/36            | 1 other model of the maker does it too, 1 other model does not.
            X/a/1=9/9 X/b/1=9/9 X/d/1=9/9 X/e/1=0/9 X/f/1=0/9 Y/c/1=0/36 | 2 other models of the maker do it too, 2 other models do not.
            X/a/1=9/9 X/b/1=9/9 Y/c/1=0/36                      | All models of the maker with enough devices do it, so it is the maker rather than one model.
            X/a/1=9/9 X/a/2=0/9 Y/c/1=0/36                      | Other firmware of the X a does not do it, so the model as such is not to blame.
            """)
    void saysWhyItStoppedThere(String fleet, String reasoning) {
        Attribution.Culprits found =
                (Attribution.Culprits) LADDER.climb(Cells.of(fleet).tally());

        assertThat(found.culprits().get(0).reasoning()).isEqualTo(reasoning);
    }

    /** Eight phones moved from the old build to the new one and did it there, four kept the old one, two never ran it. */
    @Test
    void ofThoseWhoMovedOnlySoManyAreAComparisonAsAreNotCountedAlready() {
        Cells cells = Cells.of("X/a/1=0/12 X/a/2=2/2 Y/c/1=0/30");
        cells.hits().merge(Cohort.firmware("X", "a", "2"), 8L, Long::sum);
        cells.sizes().merge(Cohort.firmware("X", "a", "2"), 8L, Long::sum);
        for (Cohort cohort : new Cohort[] {Cohort.model("X", "a"), Cohort.manufacturer("X"), Cohort.FLEET}) {
            cells.hits().merge(cohort, 8L, Long::sum);
        }

        Attribution.Culprits found = (Attribution.Culprits) LADDER.climb(cells.tally());

        assertThat(found.culprits().get(0).cohort().value()).isEqualTo("X a 2");
        assertThat(found.culprits().get(0).table().inside()).isEqualTo(10);
        assertThat(found.culprits().get(0).table().outside())
                .as("thirty of others, four who kept the old build, eight who left it")
                .isEqualTo(42);
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
