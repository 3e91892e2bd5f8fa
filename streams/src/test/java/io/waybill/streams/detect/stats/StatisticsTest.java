package io.waybill.streams.detect.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values by SciPy 1.17 (special, stats), printed with 12 digits. */
class StatisticsTest {

    @ParameterizedTest
    @CsvSource({
        "0.25, 1.2880225246981",
        "0.5, 0.5723649429247",
        "1, 0",
        "1.5, -0.12078223763525",
        "7, 6.5792512120101",
        "100.5, 361.43554046778",
        "12345.6, 103959.18506617",
        "10000000.0, 151180949.36947"
    })
    void logGamma(double x, double expected) {
        assertThat(LogGamma.of(x)).isCloseTo(expected, within(1e-10 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, 0, 3, 0.05",
        "8, 10, 1, 50, 1.52876830859e-07",
        "20, 20, 0, 180, 6.19736965945e-28",
        "5, 40, 30, 160, 0.88044164826",
        "0, 10, 5, 100, 1",
        "25, 40, 3, 360, 3.47009058636e-26",
        "400, 1000, 100, 4000, 1.67503593232e-212",
        "1, 1, 0, 9, 0.1"
    })
    void fisher(long insideHits, long inside, long outsideHits, long outside, double expected) {
        double p = new TwoByTwo(insideHits, inside, outsideHits, outside).fisher();
        assertThat(p).isCloseTo(expected, within(expected * 1e-8));
    }

    @ParameterizedTest
    @CsvSource({"30, 400, 20, 800", "60, 500, 300, 4000", "1200, 30000, 900, 30000", "500, 20000, 520, 20000"})
    void gTestAgreesWithFisherWhereTablesAreLarge(long insideHits, long inside, long outsideHits, long outside) {
        TwoByTwo table = new TwoByTwo(insideHits, inside, outsideHits, outside);
        double ratio = StrictMath.log10(table.gTest()) / StrictMath.log10(table.fisher());
        assertThat(ratio).isCloseTo(1, within(0.15));
    }

    @ParameterizedTest(name = "{0} of {1} inside, {2} of {3} outside: G-test {4}")
    @CsvSource({
        "3, 10, 0, 100, false",
        "1200, 30000, 900, 30000, true",
        "900, 8000, 1000, 12000, false", // 20,000 devices
        "900, 8000, 1000, 12001, true",
        "50, 100, 1960, 20000, true", // ten are expected in the smallest cell
        "50, 100, 1959, 20000, false",
        "1995, 20000, 15, 100, true",
        "95, 100, 17995, 20000, true", // as few did not as did
        "95, 100, 17996, 20000, false"
    })
    void largeTablesTakeTheGTest(long insideHits, long inside, long outsideHits, long outside, boolean g) {
        TwoByTwo table = new TwoByTwo(insideHits, inside, outsideHits, outside);

        assertThat(table.fisher()).isNotEqualTo(table.gTest());
        assertThat(table.greaterInside()).isEqualTo(g ? table.gTest() : table.fisher());
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, 0.01, 1e-06",
        "14, 20, 0.365, 0.00241793549952",
        "0, 5, 0.3, 1",
        "5, 5, 0.2, 0.00032",
        "30, 100, 0.35, 0.876401888894",
        "200, 400, 0.1, 8.16497715041e-91",
        "1, 1000, 0.0001, 0.0951671064415"
    })
    void binomialTail(long k, long n, double p, double expected) {
        assertThat(Binomial.atLeast(k, n, p)).isCloseTo(expected, within(expected * 1e-8));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 38, 0.075807651683, 0",
        "1, 10, 0.394163302437, 0.00511619689182",
        "19, 20, 0.997438621223, 0.783893835793",
        "20, 20, 1, 0.860891659332",
        "50, 400, 0.15553723736, 0.0986873695532",
        "3, 7, 0.774678415968, 0.128756392804"
    })
    void clopperPearson(long k, long n, double upper, double lower) {
        assertThat(Binomial.upperBound(k, n, 0.95)).isCloseTo(upper, within(1e-9));
        assertThat(Binomial.lowerBound(k, n, 0.95)).isCloseTo(lower, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.277532799863",
        "10, 10, 0.722467200137, 1",
        "3, 10, 0.107791267406, 0.603221852539",
        "40, 200, 0.150452009261, 0.260855186565",
        "1, 3, 0.0614919447204, 0.792340399198"
    })
    void wilson(long k, long n, double low, double high) {
        assertThat(Wilson.of(k, n).low()).isCloseTo(low, within(1e-9));
        assertThat(Wilson.of(k, n).high()).isCloseTo(high, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "-2, 0.97724986805182",
        "-0.5, 0.69146246127401",
        "0, 0.5",
        "0.5, 0.30853753872599",
        "1.96, 0.02499789514822",
        "2.99, 0.0013948872354922",
        "3, 0.0013498980316301",
        "3.01, 0.0013062384487695",
        "6, 9.8658764503769e-10",
        "12, 1.7764821120777e-33",
        "30, 4.9067139271479e-198"
    })
    void normalTail(double z, double expected) {
        assertThat(Normal.atLeast(z)).isCloseTo(expected, within(expected * 1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 4, 2, 0.0751466296353",
        "0, 3, 1, 1",
        "2, 5, 1.5, 0.761229025095",
        "60, 10, 3, 1.6360082251e-05",
        "200, 20, 5, 5.04449470542e-15",
        "1000, 900, 50, 0.21711898587"
    })
    void negativeBinomialTail(long k, double mean, double size, double expected) {
        assertThat(new NegativeBinomial(mean, size).atLeast(k)).isCloseTo(expected, within(expected * 1e-6));
    }

    @Test
    void negativeBinomialFitsMoments() {
        NegativeBinomial fitted = NegativeBinomial.fit(new double[] {4, 10, 7, 19, 5}, 1);
        assertThat(fitted.mean()).isEqualTo(9);
        assertThat(fitted.mean() + fitted.mean() * fitted.mean() / fitted.size())
                .isCloseTo(36.5, within(1e-9));
        NegativeBinomial seldom = NegativeBinomial.fit(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 4}, 1);
        assertThat(seldom.mean()).isEqualTo(0.5);
        assertThat(0.25 / seldom.size()).as("around the mean that is taken").isCloseTo(14.5 / 9 - 0.5, within(1e-9));
    }

    @Test
    void benjaminiHochbergCountsTestsThatSaidNothing() {
        assertThat(BenjaminiHochberg.qValues(new double[] {0.01, 0.04, 0.03, 0.005}, 4))
                .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, within(1e-12));
        assertThat(BenjaminiHochberg.qValues(new double[] {0.001}, 1000)).containsExactly(1.0);
        assertThat(BenjaminiHochberg.qValues(new double[0], 10)).isEmpty();
    }

    @Test
    void medianAndMad() {
        assertThat(Robust.median(new double[] {5, 1, 3})).isEqualTo(3);
        assertThat(Robust.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Robust.mad(new double[] {1, 1, 2, 2, 4, 6, 9})).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1234565, 0.123457",
        "-0.0000001, 0.0",
        "-0.0, 0.0",
        "1e12, 1e12",
        "NaN, 0.0",
        "Infinity, 1.7976931348623157E308"
    })
    void figuresAreRoundedOnce(double raw, double expected) {
        assertThat(Figure.of(raw)).isEqualTo(expected);
        assertThat(Figure.of(Figure.of(raw))).isEqualTo(Figure.of(raw));
    }

    @ParameterizedTest
    @CsvSource({
        "1.23456789e-9, 1.23457e-9",
        "0, 0",
        "0.5, 0.5",
        "1.23456789e-290, 1.23457e-290",
        "1.23456789e-291, 1.23456789e-291", // no double is left to scale by
        "3e-300, 3e-300"
    })
    void probabilitiesKeepSixSignificantDigits(double raw, double expected) {
        assertThat(Figure.probability(raw)).isCloseTo(expected, within(expected * 1e-12 + Double.MIN_VALUE));
    }
}
