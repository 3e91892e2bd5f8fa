package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cost model of docs/scaling.md is the one of least squares through the measurements that stand beside it. */
class ScalingModelTest {

    private static final Page PAGE = Page.read(Page.ROOT.resolve("docs/scaling.md"));
    private static final String MEASUREMENT = "| 1x |;| 4x |;| 16x |";

    /** What a run kept (millions) and what it took. */
    private record Run(double instances, double contacts, double pairs, double devices, List<Double> took) {

        static Run of(List<String> cells) {
            return new Run(
                    number(cells.get(2)),
                    number(cells.get(3)),
                    number(cells.get(4)),
                    number(cells.get(5)),
                    List.of(number(cells.get(6)), number(cells.get(7)), number(cells.get(8)), number(cells.get(9))));
        }
    }

    /** A line of the table of parameters, with what it is made of. */
    private enum Cost {
        PROCESSOR("processor time, s", Run::instances, Run::contacts, Run::pairs),
        HEAP("live heap, MB", Run::instances, Run::contacts, Run::pairs, Run::devices),
        CHANGELOG("changelogs, MB", Run::contacts, Run::pairs),
        BROKER("broker's processor time, s", Run::instances, Run::contacts, Run::pairs);

        private final String title;
        private final List<ToDoubleFunction<Run>> factors;

        @SafeVarargs
        Cost(String title, ToDoubleFunction<Run>... factors) {
            this.title = title;
            this.factors = List.of(factors);
        }
    }

    @ParameterizedTest
    @EnumSource
    void parameters_and_errors_are_those_of_least_squares(Cost cost) {
        List<Run> runs = rows(MEASUREMENT.split(";")).map(Run::of).toList();
        assertThat(runs).hasSizeGreaterThan(2 * cost.factors.size());
        double[] took =
                runs.stream().mapToDouble(run -> run.took().get(cost.ordinal())).toArray();
        double[][] factors = runs.stream()
                .map(run -> cost.factors.stream()
                        .mapToDouble(factor -> factor.applyAsDouble(run))
                        .toArray())
                .toArray(double[][]::new);

        double[] fitted = leastSquares(factors, took);

        double worst = 0;
        for (int i = 0; i < took.length; i++) {
            double model = 0;
            for (int j = 0; j < fitted.length; j++) {
                model += factors[i][j] * fitted[j];
            }
            worst = Math.max(worst, Math.abs(model / took[i] - 1));
        }
        List<Double> printed = rows("| " + cost.title + " |").findFirst().orElseThrow().stream()
                .skip(1)
                .filter(cell -> !cell.isEmpty())
                .map(ScalingModelTest::number)
                .toList();
        assertThat(printed).hasSize(fitted.length + 1);
        for (int j = 0; j < fitted.length; j++) {
            assertThat(printed.get(j)).as("parameter %d of %s", j + 1, cost).isCloseTo(fitted[j], within(0.06));
        }
        assertThat(printed.get(fitted.length)).as("error of %s, %%", cost).isCloseTo(100 * worst, within(0.06));
    }

    private static Stream<List<String>> rows(String... starts) {
        return PAGE.text()
                .lines()
                .filter(line -> Arrays.stream(starts).anyMatch(line::startsWith))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .filter(cells -> cells.size() > 5);
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace(",", "").replace(" %", ""));
    }

    /** By the normal equations, which few and well separated factors bear; eliminated by Gauss with the largest pivot. */
    private static double[] leastSquares(double[][] factors, double[] wanted) {
        int n = factors[0].length;
        double[][] equations = new double[n][n + 1];
        for (int row = 0; row < factors.length; row++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    equations[i][j] += factors[row][i] * factors[row][j];
                }
                equations[i][n] += factors[row][i] * wanted[row];
            }
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column + 1; i < n; i++) {
                pivot = Math.abs(equations[i][column]) > Math.abs(equations[pivot][column]) ? i : pivot;
            }
            double[] swapped = equations[column];
            equations[column] = equations[pivot];
            equations[pivot] = swapped;
            for (int i = 0; i < n; i++) {
                double share = i == column ? 0 : equations[i][column] / equations[column][column];
                for (int j = column; j <= n && share != 0; j++) {
                    equations[i][j] -= share * equations[column][j];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = equations[i][n] / equations[i][i];
        }
        return solution;
    }
}
