package io.waybill.streams.detect.cohort;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.DestinationView.WindowRow;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.ladder.Attribution;
import io.waybill.streams.detect.ladder.CohortHits;
import io.waybill.streams.detect.ladder.Ladder;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.rule.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code went-dark}: an established destination falls silent across a cohort.
 *
 * <p>Established: contacted by {@code devices} (3) devices of the model, in {@code windows} (24) windows and at least
 * {@code share} (0.5) of those in which the model was active. Dark: active since for {@code silentHours} (12) and never there.
 * Were windows independent, a silence of n of them had a probability of {@code (1 - share)^(n / clump)}; {@code clump} (3)
 * windows count as one, since sleep and weekends come in a row. Models that fall silent together across makers make one
 * verdict on the fleet: the destination is gone. A destination only one cohort used is MEDIUM (somebody switched it off), any
 * other is informational: people move on. Silence of the model itself is no silence of the destination. Blind spots:
 * destinations contacted seldom.
 */
public final class WentDark implements DestinationDetector {

    /** Id of the detector. */
    public static final String ID = "went-dark";

    private static final double HOUR_MS = 3_600_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public long learningMillis(Policy policy, long windowMillis) {
        Parameters parameters = Parameters.of(policy, ID);
        return leastWindows(parameters) * windowMillis + (long) (HOUR_MS * silentHours(parameters));
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        DestinationKind kind = view.destination().kind();
        if (kind == DestinationKind.OTHER || kind == DestinationKind.LOCAL) {
            return Judgement.NONE;
        }
        Parameters parameters = Parameters.of(policy, ID);
        List<Silence> silences = new ArrayList<>();
        int established = 0;
        for (Map.Entry<Cohort, SortedMap<Long, List<WindowRow>>> model :
                Rows.byModel(view).entrySet()) {
            Silence silence = silence(view, model.getKey(), model.getValue(), parameters);
            established += silence == null ? 0 : 1;
            if (silence != null && silence.silent() > 0) {
                silences.add(silence);
            }
        }
        if (silences.isEmpty()) {
            return new Judgement(List.of(), established);
        }
        Attribution attribution =
                Ladder.of(Parameters.of(policy, CohortExclusive.ID)).climb(CohortHits.ofReach(view));
        boolean exclusive = attribution instanceof Attribution.Culprits;
        String service = Renown.service(view, view.findings(), policy);
        Severity severity = exclusive && service == null ? Severity.MEDIUM : Severity.INFORMATIONAL;
        long makers = silences.stream()
                .map(silence -> silence.model().manufacturer())
                .distinct()
                .count();
        List<Verdict> verdicts = new ArrayList<>();
        if (makers >= 2 && silences.size() == established) {
            Silence weakest = silences.stream()
                    .min((a, b) -> Double.compare(b.p(), a.p()))
                    .orElseThrow();
            verdicts.add(verdict(view, Cohort.FLEET, weakest, Severity.INFORMATIONAL, service, parameters));
        } else {
            for (Silence silence : silences) {
                verdicts.add(verdict(view, silence.model(), silence, severity, service, parameters));
            }
        }
        return new Judgement(List.copyOf(verdicts), established);
    }

    /**
     * How long a model has been silent.
     *
     * @param share of its active windows before in which it went there
     * @param silent active windows since the last in which it did; 0 where that is no silence
     */
    private record Silence(Cohort model, double share, long before, long silent, long last, long devices, double p) {}

    /** Null where the destination is not established with the model. */
    private static @Nullable Silence silence(
            DestinationView view, Cohort model, SortedMap<Long, List<WindowRow>> rows, Parameters parameters) {
        SortedMap<Long, Long> active = Rows.active(view, model);
        Reach reach = view.reach().get(model);
        long first = rows.firstKey();
        long last = rows.lastKey();
        long before = busy(active.subMap(first, last + 1));
        long leastWindows = leastWindows(parameters);
        double leastShare = parameters.number("share", 0.5, 0.01, 1);
        double share = before == 0 ? 0 : (double) rows.size() / before;
        long leastDevices = parameters.count("devices", 3, 1, 1_000_000);
        if (reach == null || reach.devices() < leastDevices || rows.size() < leastWindows || share < leastShare) {
            return null;
        }
        long silent = busy(active.tailMap(last + 1));
        double hours = (view.fleet().watermark() - reach.lastSeen()) / HOUR_MS;
        boolean dark = hours >= silentHours(parameters);
        double clump = parameters.number("clump", 3, 1, 1000);
        double miss = 1 - StrictMath.min(share, 0.98);
        double p = StrictMath.exp(StrictMath.log(miss) * silent / clump);
        return new Silence(
                model, StrictMath.min(1, share), before, dark ? silent : 0, reach.lastSeen(), reach.devices(), p);
    }

    private static long leastWindows(Parameters parameters) {
        return parameters.count("windows", 24, 2, 100_000);
    }

    private static double silentHours(Parameters parameters) {
        return parameters.number("silentHours", 12, 1, 100_000);
    }

    private static long busy(SortedMap<Long, Long> active) {
        return active.values().stream().filter(devices -> devices > 0).count();
    }

    private static Verdict verdict(
            DestinationView view,
            Cohort cohort,
            Silence silence,
            Severity severity,
            @Nullable String service,
            Parameters parameters) {
        Reach reach = view.reach().get(cohort);
        long watermark = view.fleet().watermark();
        long devices = reach == null ? silence.devices() : reach.devices();
        return VerdictDraft.cohort(ID, cohort, view.destination().name())
                .severity(severity)
                .score(1 - silence.p())
                .pValue(silence.p())
                .window(silence.last(), watermark)
                .measured("share of active windows with contacts, since and before", 0, silence.share())
                .samples(silence.before() + silence.silent())
                .devices(devices)
                .parameters(parameters.used())
                .explain((cohort.equals(Cohort.FLEET) ? "All models that used it" : cohort.value())
                        + " stopped contacting "
                        + view.destination().name() + " after " + Words.time(silence.last())
                        + ". Before, contacts came in "
                        + Words.percent(silence.share()) + " of the windows in which such devices were active, on "
                        + Words.count(devices, "device") + "; in " + Words.count(silence.silent(), "active window")
                        + " since there was none."
                        + (service == null ? "" : " It is a known service: " + service + "."))
                .evidence(reach == null ? List.of() : reach.evidence())
                .knownService(service)
                .write();
    }
}
