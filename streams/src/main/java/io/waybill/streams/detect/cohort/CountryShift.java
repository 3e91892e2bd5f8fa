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
import io.waybill.streams.detect.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code country-shift}: at one destination, a model's split over countries or autonomous systems changes.
 *
 * <p>The last {@code recentHours} (24) against everything before, by device-windows: a window counts for its devices, spread
 * over places by their share of its connections, because a thousand connections of one phone are one observation. A place
 * shifts when its share grew by at least {@code growth} (0.3) and Fisher's test agrees; both spans need {@code samples} (30)
 * device-windows. The strongest place is reported, country before system. A known service is informational: content networks
 * move all the time. The place is the IP database's word. Blind spots: a shift slower than a day; anycast.
 */
public final class CountryShift implements DestinationDetector {

    /** Id of the detector. */
    public static final String ID = "country-shift";

    private static final double HOUR_MS = 3_600_000;
    private static final String UNKNOWN = "-/0";

    @Override
    public String id() {
        return ID;
    }

    /** Nothing is older than what is recent before that. */
    @Override
    public long learningMillis(Policy policy, long windowMillis) {
        return (long) recentMillis(Parameters.of(policy, ID));
    }

    private static double recentMillis(Parameters parameters) {
        return HOUR_MS * parameters.number("recentHours", 24, 1, 24 * 365);
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        Parameters parameters = Parameters.of(policy, ID);
        double recent = recentMillis(parameters);
        double growth = parameters.number("growth", 0.3, 0.01, 1);
        double least = parameters.number("samples", 30, 2, 1e6);
        long since = view.fleet().watermark() - (long) recent;
        List<Verdict> verdicts = new ArrayList<>();
        long tests = 0;
        for (Map.Entry<Cohort, SortedMap<Long, List<WindowRow>>> model :
                Rows.byModel(view).entrySet()) {
            Collection<List<WindowRow>> before = model.getValue().headMap(since).values();
            Collection<List<WindowRow>> after = model.getValue().tailMap(since).values();
            for (boolean byCountry : new boolean[] {true, false}) {
                Split old = split(before, byCountry);
                Split now = split(after, byCountry);
                if (old.total() < least || now.total() < least) {
                    continue;
                }
                tests += now.places().size();
                Shift shift = strongest(old, now, growth);
                if (shift != null) {
                    String service = Renown.service(view, view.findings(), policy);
                    verdicts.add(verdict(view, model.getKey(), shift, since, service, parameters));
                    break;
                }
            }
        }
        return new Judgement(List.copyOf(verdicts), tests);
    }

    private record Split(SortedMap<String, Double> places, double total) {}

    private record Shift(String place, double before, double after, long samples, double p) {}

    private static Split split(Collection<List<WindowRow>> windows, boolean byCountry) {
        TreeMap<String, Double> places = new TreeMap<>();
        double total = 0;
        for (List<WindowRow> rows : windows) {
            for (WindowRow row : rows) {
                long located = 0;
                for (Map.Entry<String, Long> place : row.places().entrySet()) {
                    located += place.getKey().equals(UNKNOWN) ? 0 : place.getValue();
                }
                for (Map.Entry<String, Long> place : row.places().entrySet()) {
                    if (!place.getKey().equals(UNKNOWN)) {
                        String[] parts = place.getKey().split("/", 2);
                        double weight = row.devices() * (double) place.getValue() / located;
                        places.merge(byCountry ? parts[0] : "AS" + parts[parts.length - 1], weight, Double::sum);
                        total += weight;
                    }
                }
            }
        }
        return new Split(places, total);
    }

    private static @Nullable Shift strongest(Split old, Split now, double growth) {
        Shift strongest = null;
        for (Map.Entry<String, Double> place : now.places().entrySet()) {
            double before = old.places().getOrDefault(place.getKey(), 0.0);
            double shareBefore = before / old.total();
            double shareNow = place.getValue() / now.total();
            if (shareNow - shareBefore < growth) {
                continue;
            }
            TwoByTwo table = new TwoByTwo(
                    StrictMath.round(place.getValue()), StrictMath.round(now.total()),
                    StrictMath.round(before), StrictMath.round(old.total()));
            double p = table.greaterInside();
            if (strongest == null || p < strongest.p()) {
                strongest = new Shift(
                        place.getKey(), shareBefore, shareNow, StrictMath.round(old.total() + now.total()), p);
            }
        }
        return strongest;
    }

    private static Verdict verdict(
            DestinationView view,
            Cohort model,
            Shift shift,
            long since,
            @Nullable String service,
            Parameters parameters) {
        Reach reach = view.reach().get(model);
        return VerdictDraft.cohort(ID, model, view.destination().name())
                .severity(service != null || Renown.widespread(view) ? Severity.INFORMATIONAL : Severity.MEDIUM)
                .score(shift.after() - shift.before())
                .pValue(shift.p())
                .window(since, view.fleet().watermark())
                .measured("share of device-windows at " + shift.place(), shift.after(), shift.before())
                .samples(shift.samples())
                .devices(reach == null ? 1 : reach.devices())
                .parameters(parameters.used())
                .explain("Contacts of " + model.value() + " with "
                        + view.destination().name() + " moved to " + shift.place()
                        + ": " + Words.percent(shift.after()) + " since " + Words.time(since) + ", against "
                        + Words.percent(shift.before()) + " before. Places are what the IP database says."
                        + (service == null ? "" : " It is a known service: " + service + "."))
                .evidence(reach == null ? List.of() : reach.evidence())
                .knownService(service)
                .write();
    }
}
