package io.waybill.streams.detect.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.VerdictDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalseDiscoveryTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static VerdictDraft about(String model) {
        return VerdictDraft.cohort("surge", Cohort.model("Acme", model), "example.com")
                .subscore("s", 0.5)
                .explain("why");
    }

    private static Verdict tested(String model, double p) {
        return about(model).pValue(p).write();
    }

    @ParameterizedTest(name = "p {0} among {1} tests: stands {2}")
    @CsvSource({"0.009, 1, true", "0.01, 1, true", "0.011, 1, false", "1e-5, 1000, true", "1e-5, 1001, false"})
    void aVerdictMustSurviveTheNumberOfTests(double p, long tests, boolean stands) {
        assertThat(FalseDiscovery.correct(List.of(tested("a", p)), tests)).hasSize(stands ? 1 : 0);
    }

    @Test
    void aVerdictThatIsNoTestStandsAsItIs() {
        Verdict certain = about("a").write();

        assertThat(FalseDiscovery.correct(List.of(certain), 1_000_000)).containsExactly(certain);
    }

    @Test
    void whatStandsCarriesBothValuesAndNothingElseChanges() {
        Verdict before = tested("a", 1e-6);
        Verdict after = FalseDiscovery.correct(List.of(before), 100).get(0);

        assertThat(after.subscores()).containsOnlyKeys("s", "pValue", "qValue");
        assertThat(after.subscores()).containsEntry("pValue", 1e-6).containsEntry("qValue", 1e-4);
        assertThat(after.explanation()).isEqualTo("why");
        assertThat(after.alertKey()).isEqualTo(before.alertKey());
        assertThat(before.subscores()).containsOnlyKeys("s");
    }

    /** Step-up: companions with small p-values help one that would fall alone. */
    @Test
    void companyHelps() {
        Verdict weak = tested("weak", 0.004);
        List<Verdict> together = List.of(tested("a", 1e-6), tested("b", 1e-6), tested("c", 1e-6), weak);

        assertThat(FalseDiscovery.correct(List.of(weak), 4)).isEmpty();
        assertThat(FalseDiscovery.correct(together, 4)).hasSize(4);
    }

    @Test
    void orderDoesNotShowAndMoreTestsNeverLetMorePass() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            List<Verdict> candidates = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                candidates.add(
                        random.nextInt(4) == 0
                                ? about("m" + i).write()
                                : tested("m" + i, Math.pow(10, -8 * random.nextDouble())));
            }
            List<Verdict> standing = FalseDiscovery.correct(candidates, 60);
            Collections.shuffle(candidates, random);

            assertThat(FalseDiscovery.correct(candidates, 60))
                    .as("seed %d", seed)
                    .isEqualTo(standing);
            assertThat(standing).extracting(Verdict::alertKey).isSorted();
            int before = standing.size();
            for (long tests = 100; tests <= 1_000_000; tests *= 10) {
                int now = FalseDiscovery.correct(candidates, tests).size();
                assertThat(now).as("seed %d, %d tests", seed, tests).isLessThanOrEqualTo(before);
                before = now;
            }
        }
    }

    /** 2,000 fleets in which nothing is amiss, ten tests each: at alpha = 0.05 about one in twenty gives an alert. */
    @Test
    void chanceAloneIsReportedAsSeldomAsPromised() {
        Random random = new Random(20);
        int alarmed = 0;
        for (int fleet = 0; fleet < 2_000; fleet++) {
            List<Verdict> candidates = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                candidates.add(tested("m" + i, random.nextDouble()));
            }
            alarmed += FalseDiscovery.correct(candidates, 10, 0.05).isEmpty() ? 0 : 1;
        }

        assertThat(alarmed / 2_000.0).as("seed 20").isBetween(0.035, 0.065);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 1", "1e-9, 0", "2, 0", "none, 0"})
    void alphaIsAParameterWithinItsRange(String alpha, int standing) {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.PARAMETER)
                .setDetectors(List.of("false-discovery"))
                .setParameters(Map.of("alpha", alpha))
                .build();

        assertThat(FalseDiscovery.correct(List.of(tested("a", 0.03)), 1, new Policy(List.of(rule))))
                .hasSize(standing);
    }
}
