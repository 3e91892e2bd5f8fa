package io.waybill.streams.detect.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same statistics by whole numbers of any length, and the properties that hold for all arguments. */
class ExactStatisticsTest {

    private static BigInteger choose(long n, long k) {
        BigInteger value = BigInteger.ONE;
        for (long i = 1; i <= k; i++) {
            value = value.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return value;
    }

    @Test
    void binomialCoefficientsAgreeWithWholeNumbers() {
        for (long n = 0; n <= 60; n++) {
            for (long k = 0; k <= n; k++) {
                double exact = StrictMath.log(choose(n, k).doubleValue());
                assertThat(LogGamma.choose(n, k)).as("%d over %d", n, k).isCloseTo(exact, within(1e-11));
            }
        }
    }

    @Test
    void theTableOfFactorialsMeetsTheApproximation() {
        assertThat(LogGamma.factorial(0)).isZero();
        assertThat(LogGamma.factorial(1_024) - LogGamma.factorial(1_023))
                .isCloseTo(StrictMath.log(1_024), within(1e-9));
        for (int n = 1; n < 1_024; n += 31) {
            assertThat(LogGamma.of(n + 1.0))
                    .as("%d!", n)
                    .isCloseTo(LogGamma.factorial(n), within(1e-12 * Math.max(1, LogGamma.factorial(n))));
        }
    }

    /** Γ(x + 1) = x Γ(x), and Γ(x) Γ(1 - x) = π / sin πx. */
    @Test
    void gammaKeepsItsFunctionalEquations() {
        for (long seed = 1; seed <= 200; seed++) {
            double x = 0.01 + 0.98 * new Random(seed).nextDouble();
            assertThat(LogGamma.of(x + 1))
                    .as("seed %d", seed)
                    .isCloseTo(LogGamma.of(x) + StrictMath.log(x), within(1e-12));
            assertThat(LogGamma.of(x) + LogGamma.of(1 - x))
                    .as("seed %d", seed)
                    .isCloseTo(StrictMath.log(StrictMath.PI / StrictMath.sin(StrictMath.PI * x)), within(1e-12));
        }
    }

    @Test
    void fisherAgreesWithCountingTables() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            long inside = 1 + random.nextInt(25);
            long outside = 1 + random.nextInt(60);
            long insideHits = random.nextInt((int) inside + 1);
            long outsideHits = random.nextInt((int) outside + 1);
            long hits = insideHits + outsideHits;
            BigInteger tables = BigInteger.ZERO;
            for (long k = insideHits; k <= Math.min(hits, inside); k++) {
                tables = tables.add(choose(inside, k).multiply(choose(outside, hits - k)));
            }
            double exact = new BigDecimal(tables)
                    .divide(new BigDecimal(choose(inside + outside, hits)), MathContext.DECIMAL64)
                    .doubleValue();

            assertThat(new TwoByTwo(insideHits, inside, outsideHits, outside).greaterInside())
                    .as("seed %d", seed)
                    .isCloseTo(exact, within(exact * 1e-9));
        }
    }

    @Test
    void aHitMoreInsideIsNeverLessSignificantAndAHitMoreOutsideNeverMore() {
        for (long inside : new long[] {5, 40}) {
            for (long outsideHits = 0; outsideHits < 20; outsideHits++) {
                for (long insideHits = 0; insideHits < inside; insideHits++) {
                    double p = new TwoByTwo(insideHits, inside, outsideHits, 100).greaterInside();
                    assertThat(new TwoByTwo(insideHits + 1, inside, outsideHits, 100).greaterInside())
                            .isLessThanOrEqualTo(p + 1e-12);
                    assertThat(new TwoByTwo(insideHits, inside, outsideHits + 1, 100).greaterInside())
                            .isGreaterThanOrEqualTo(p - 1e-12);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 5, 0, 5", "6, 5, 0, 5", "0, 5, -1, 5", "0, 5, 6, 5"})
    void noTableHasMoreHitsThanDevices(long insideHits, long inside, long outsideHits, long outside) {
        assertThatThrownBy(() -> new TwoByTwo(insideHits, inside, outsideHits, outside))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more hits than devices");
    }

    @Test
    void theBinomialTailAgreesWithDecimalArithmetic() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            int n = 1 + random.nextInt(40);
            int k = random.nextInt(n + 2);
            BigDecimal p = BigDecimal.valueOf(1 + random.nextInt(999), 3);
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = k; i <= n; i++) {
                sum = sum.add(new BigDecimal(choose(n, i))
                        .multiply(p.pow(i))
                        .multiply(BigDecimal.ONE.subtract(p).pow(n - i)));
            }

            assertThat(Binomial.atLeast(k, n, p.doubleValue()))
                    .as("seed %d: P(X >= %d), n = %d, p = %s", seed, k, n, p)
                    .isCloseTo(sum.doubleValue(), within(1e-12 + sum.doubleValue() * 1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0, 1", "1, 10, 0, 0", "10, 10, 1, 1", "11, 10, 1, 0", "-3, 10, 0.5, 1", "5, 10, 1, 1"})
    void theBinomialTailAtItsEnds(long k, long n, double p, double expected) {
        assertThat(Binomial.atLeast(k, n, p)).isEqualTo(expected);
    }

    /** By definition (Clopper and Pearson 1934) the tail at the bound has the probability that is left. */
    @Test
    void theBoundsOfAProportionLeaveTheirTails() {
        for (long n = 1; n <= 60; n += 7) {
            double before = 0;
            for (long k = 0; k < n; k++) {
                double upper = Binomial.upperBound(k, n, 0.95);
                assertThat(1 - Binomial.atLeast(k + 1, n, upper))
                        .as("%d of %d", k, n)
                        .isCloseTo(0.05, within(1e-9));
                assertThat(upper).isGreaterThan(before).isGreaterThan((double) k / n);
                assertThat(Binomial.lowerBound(k, n, 0.95)).isLessThanOrEqualTo((double) k / n);
                before = upper;
            }
        }
    }

    @Test
    void wilsonsIntervalIsInsideTheRangeHoldsTheShareAndNarrows() {
        double width = 1;
        for (long n = 1; n <= 4_096; n *= 2) {
            for (long k = 0; k <= n; k++) {
                Wilson interval = Wilson.of(k, n);
                assertThat(interval.low()).isBetween(0.0, (double) k / n + 1e-12);
                assertThat(interval.high()).isBetween((double) k / n - 1e-12, 1.0);
                assertThat(interval.low()).isCloseTo(1 - Wilson.of(n - k, n).high(), within(1e-12));
            }
            double now = Wilson.of(n / 2, n).high() - Wilson.of(n / 2, n).low();
            // One cannot be halved: its share is another.
            assertThat(now).as("n = %d", n).isLessThan(n == 2 ? 1 : width);
            width = now;
        }
        assertThat(Wilson.of(0, 0)).isEqualTo(new Wilson(0, 1));
    }

    @Test
    void aNegativeBinomialOfEndlessSizeIsPoisson() {
        double mean = 3;
        double term = StrictMath.exp(-mean);
        double below = 0;
        for (int k = 0; k < 12; k++) {
            assertThat(new NegativeBinomial(mean, Double.POSITIVE_INFINITY).atLeast(k))
                    .as("k = %d", k)
                    .isCloseTo(1 - below, within(1e-5));
            below += term;
            term *= mean / (k + 1);
        }
    }

    /** With size 1 it is the geometric distribution: P(X >= k) = (mean / (1 + mean))^k. */
    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.5, 7", "4, 3", "4, 40", "900, 2000"})
    void aNegativeBinomialOfSizeOneIsGeometric(double mean, long k) {
        double exact = StrictMath.pow(mean / (1 + mean), k);

        assertThat(new NegativeBinomial(mean, 1).atLeast(k)).isCloseTo(exact, within(exact * 1e-9));
    }

    @Test
    void moreIsNeverLikelierAndAQuietPastPromisesLittle() {
        NegativeBinomial fitted = NegativeBinomial.fit(new double[] {0, 0, 0, 0}, 1);
        assertThat(fitted.mean()).isEqualTo(0.5);
        double before = 1;
        for (long k = 0; k < 50; k++) {
            double now = fitted.atLeast(k);
            assertThat(now).as("k = %d", k).isBetween(0.0, before + 1e-9);
            before = now;
        }
        assertThat(NegativeBinomial.fit(new double[] {5}, 3).size()).isCloseTo(2.5, within(1e-9));
        assertThat(NegativeBinomial.fit(new double[] {5, 5, 5}, 1).atLeast(20))
                .isLessThan(NegativeBinomial.fit(new double[] {5, 5, 5}, 4).atLeast(20));
    }

    @Test
    void bothTailsOfTheNormalAreOne() {
        double before = 1;
        for (double z = -8; z <= 8; z += 0.125) {
            assertThat(Normal.atLeast(z) + Normal.atLeast(-z)).isCloseTo(1, within(1e-14));
            assertThat(Normal.atLeast(z)).as("z = %s", z).isLessThanOrEqualTo(before);
            before = Normal.atLeast(z);
        }
    }

    @Test
    void qValuesFollowTheirDefinitionInAnyOrder() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            int n = 1 + random.nextInt(30);
            long tests = n + random.nextInt(100);
            double[] p = random.doubles(n).map(x -> x * x * x).toArray();
            double[] q = BenjaminiHochberg.qValues(p, tests);
            double[] sorted = p.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < n; i++) {
                double least = 1;
                for (int rank = n; rank >= 1 && sorted[rank - 1] >= p[i]; rank--) {
                    least = Math.min(least, sorted[rank - 1] * tests / rank);
                }
                assertThat(q[i])
                        .as("seed %d", seed)
                        .isCloseTo(least, within(1e-12))
                        .isGreaterThanOrEqualTo(p[i]);
            }
        }
    }

    @Test
    void fewExtremeValuesMoveNeitherMedianNorDeviation() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            double[] values = random.doubles(101, 0, 10).toArray();
            double[] given = values.clone();
            double mad = Robust.mad(values);
            assertThat(values).as("seed %d", seed).isEqualTo(given);
            for (int i = 0; i < 20; i++) {
                values[random.nextInt(values.length)] = 1e9;
            }

            assertThat(Robust.median(values)).as("seed %d", seed).isBetween(0.0, 10.0);
            assertThat(Robust.mad(values)).as("seed %d", seed).isLessThan(10).isGreaterThan(mad / 2);
        }
    }

    /** The factor that makes the deviation of normal data its standard deviation (F. R. Hampel, JASA 69, 1974). */
    @Test
    void theDeviationOfNormalDataIsItsSigma() {
        Random random = new Random(7);
        double[] values = new double[20_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = 5 + 3 * random.nextGaussian();
        }

        assertThat(Robust.MAD_TO_SIGMA * Robust.mad(values)).as("seed 7").isCloseTo(3, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"-0.5, 0", "0, 0", "0.25, 0.25", "1, 1", "1.5, 1", "NaN, 0"})
    void sharesStayBetweenNoneAndAll(double raw, double expected) {
        assertThat(Figure.share(raw)).isEqualTo(expected);
    }

    @Test
    void aProbabilityThatIsNoNumberProvesNothing() {
        assertThat(Figure.probability(Double.NaN)).isEqualTo(1);
        assertThat(Figure.probability(7)).isEqualTo(1);
        assertThat(Figure.probability(-1)).isZero();
    }
}
