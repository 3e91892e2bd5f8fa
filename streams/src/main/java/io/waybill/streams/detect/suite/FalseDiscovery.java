package io.waybill.streams.detect.suite;

import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.stats.BenjaminiHochberg;
import io.waybill.streams.detect.stats.Figure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Corrects for how many pairs were tested: with ten thousand destinations and ten models, one comparison in a hundred thousand
 * is no rarity. Verdicts of significance tests survive at a q-value of at most alpha; the others pass.
 */
public final class FalseDiscovery {

    /** Share of reported verdicts that may be chance. */
    public static final double ALPHA = 0.01;

    private static final Comparator<Verdict> ORDER = Comparator.comparing(Verdict::alertKey);

    private FalseDiscovery() {}

    /** Corrects at {@link #ALPHA}. */
    public static List<Verdict> correct(Collection<Verdict> candidates, long tests) {
        return correct(candidates, tests, ALPHA);
    }

    /** Corrects at the {@code alpha} that PARAMETER rules for {@code false-discovery} set. */
    public static List<Verdict> correct(Collection<Verdict> candidates, long tests, Policy policy) {
        return correct(
                candidates, tests, Parameters.of(policy, "false-discovery").number("alpha", ALPHA, 1e-12, 1));
    }

    /**
     * The verdicts that stand, ordered by alert key. Those that rest on a test carry {@code pValue} and {@code qValue} among
     * their subscores.
     *
     * @param tests tests made in all, at least the number of candidates with a p-value
     * @param alpha largest q-value that survives
     */
    public static List<Verdict> correct(Collection<Verdict> candidates, long tests, double alpha) {
        List<Verdict> ordered = candidates.stream().sorted(ORDER).toList();
        List<Verdict> tested =
                ordered.stream().filter(verdict -> verdict.pValue().isPresent()).toList();
        double[] p = tested.stream()
                .mapToDouble(verdict -> verdict.pValue().orElseThrow())
                .toArray();
        double[] q = BenjaminiHochberg.qValues(p, tests);
        List<Verdict> standing = new ArrayList<>(
                ordered.stream().filter(verdict -> verdict.pValue().isEmpty()).toList());
        for (int i = 0; i < q.length; i++) {
            if (q[i] <= alpha) {
                standing.add(with(tested.get(i), p[i], Figure.probability(q[i])));
            }
        }
        standing.sort(ORDER);
        return List.copyOf(standing);
    }

    private static Verdict with(Verdict v, double p, double q) {
        TreeMap<String, Double> subscores = new TreeMap<>(v.subscores());
        subscores.put("pValue", p);
        subscores.put("qValue", q);
        return new Verdict(
                v.detector(),
                v.level(),
                v.subject(),
                v.destination(),
                v.severity(),
                v.score(),
                v.pValue(),
                v.window(),
                v.measure(),
                v.observed(),
                v.expected(),
                v.lowerBound(),
                v.upperBound(),
                v.samples(),
                v.devices(),
                subscores,
                v.parameters(),
                v.explanation(),
                v.evidence(),
                v.knownService());
    }
}
