package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.DestinationView.WindowRow;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.stats.NegativeBinomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code surge}: a window far above the history of the same hours.
 *
 * <p>A model's connections in a window are compared with those in the earlier windows of the same hour of the week, or, while
 * fewer than {@code history} (4) weeks were watched, of the same hour of the day; windows in which the model was active and
 * went elsewhere count as zero. The tail of a negative binomial fitted by moments is the p-value; variance is taken as no
 * less than {@code overdispersion} (3) times the mean, since people come in bursts. What also must hold: {@code times} (4)
 * times the mean, {@code devices} (3) devices, {@code connections} (50). Only windows of the last {@code recentHours} (24)
 * are judged, so that an old surge is history and no alert. Blind spots: slow growth; holidays look like surges of the
 * wrong hour.
 */
public final class Surge implements DestinationDetector {

    /** Id of the detector. */
    public static final String ID = "surge";

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public long learningMillis(Policy policy, long windowMillis) {
        // The same hour of so many days.
        return DAY_MS * history(Parameters.of(policy, ID));
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        Parameters parameters = Parameters.of(policy, ID);
        Limits limits = new Limits(
                history(parameters),
                parameters.number("times", 4, 1, 1000),
                parameters.count("devices", 3, 1, 1_000_000),
                parameters.count("connections", 50, 1, 1_000_000_000),
                parameters.number("overdispersion", 3, 1, 1000),
                (long) (HOUR_MS * parameters.number("recentHours", 24, 1, 24 * 365)));
        List<Verdict> verdicts = new ArrayList<>();
        long tests = 0;
        for (Map.Entry<Cohort, SortedMap<Long, List<WindowRow>>> model :
                Rows.byModel(view).entrySet()) {
            SortedMap<Long, Long> active = Rows.active(view, model.getKey());
            Peak worst = null;
            for (Map.Entry<Long, List<WindowRow>> window : model.getValue()
                    .tailMap(view.fleet().watermark() - limits.recentMs())
                    .entrySet()) {
                double[] history = history(model.getValue(), active, window.getKey(), limits.history());
                if (history.length < limits.history()) {
                    continue;
                }
                tests++;
                Peak peak = peak(window.getValue(), history, limits);
                worst = peak != null && (worst == null || peak.p() < worst.p()) ? peak : worst;
            }
            if (worst != null) {
                verdicts.add(verdict(
                        view, model.getKey(), worst, Renown.service(view, view.findings(), policy), parameters));
            }
        }
        return new Judgement(List.copyOf(verdicts), tests);
    }

    private record Limits(
            int history, double times, long devices, long connections, double overdispersion, long recentMs) {}

    private record Peak(List<WindowRow> rows, double mean, double p, int history) {}

    private static int history(Parameters parameters) {
        return (int) parameters.count("history", 4, 2, 100);
    }

    private static double[] history(
            SortedMap<Long, List<WindowRow>> rows, SortedMap<Long, Long> active, long start, int enough) {
        double[] weeks = earlier(rows, active, start, 7 * DAY_MS);
        return weeks.length >= enough ? weeks : earlier(rows, active, start, DAY_MS);
    }

    private static double[] earlier(
            SortedMap<Long, List<WindowRow>> rows, SortedMap<Long, Long> active, long start, long step) {
        List<Double> counts = new ArrayList<>();
        if (!active.isEmpty()) {
            for (long time = start - step; time >= active.firstKey(); time -= step) {
                if (active.getOrDefault(time, 0L) > 0) {
                    counts.add((double) Rows.connections(rows.getOrDefault(time, List.of())));
                }
            }
        }
        return counts.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static @Nullable Peak peak(List<WindowRow> rows, double[] history, Limits limits) {
        long connections = Rows.connections(rows);
        NegativeBinomial usual = NegativeBinomial.fit(history, limits.overdispersion());
        boolean much = connections >= limits.connections() && connections >= limits.times() * usual.mean();
        return much && Rows.devices(rows) >= limits.devices()
                ? new Peak(rows, usual.mean(), usual.atLeast(connections), history.length)
                : null;
    }

    private static Verdict verdict(
            DestinationView view, Cohort model, Peak peak, @Nullable String service, Parameters parameters) {
        long connections = Rows.connections(peak.rows());
        long start = peak.rows().get(0).windowStart();
        boolean harmless = service != null || Renown.widespread(view);
        Reach reach = view.reach().get(model);
        return VerdictDraft.cohort(ID, model, view.destination().name())
                .severity(harmless ? Severity.INFORMATIONAL : Severity.LOW)
                .score(1 - peak.mean() / connections)
                .pValue(peak.p())
                .window(start, peak.rows().get(0).windowEnd())
                .measured("connections in the window", connections, peak.mean())
                .samples(peak.history())
                .devices(Rows.devices(peak.rows()))
                .parameters(parameters.used())
                .explain(model.value() + " made " + Words.count(connections, "connection") + " to "
                        + view.destination().name()
                        + " in the window of " + Words.time(start) + ", on "
                        + Words.count(Rows.devices(peak.rows()), "device")
                        + "; in " + Words.count(peak.history(), "earlier window") + " of the same hours there were "
                        + Words.number(peak.mean()) + " on average."
                        + (service == null ? "" : " It is a known service: " + service + "."))
                .evidence(reach == null ? List.of() : reach.evidence())
                .knownService(service)
                .write();
    }
}
