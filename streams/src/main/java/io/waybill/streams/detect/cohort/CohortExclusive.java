package io.waybill.streams.detect.cohort;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.ladder.Attribution;
import io.waybill.streams.detect.ladder.Attribution.Culprit;
import io.waybill.streams.detect.ladder.CohortHits;
import io.waybill.streams.detect.ladder.Ladder;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.stats.TwoByTwo;
import io.waybill.streams.detect.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code cohort-exclusive}: a destination is common inside one cohort and rare outside. The attribution ladder says at which
 * level; Fisher's exact test says how sure, corrected for all pairs tested.
 *
 * <p>Score: share inside minus share outside. Blind spots: a fleet of one model; what half the fleet does (that is nobody's
 * peculiarity); a cohort below the least number of devices.
 */
public final class CohortExclusive implements DestinationDetector {

    /** Id of the detector. */
    public static final String ID = "cohort-exclusive";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        if (view.destination().kind() == DestinationKind.OTHER
                || view.destination().kind() == DestinationKind.LOCAL) {
            return Judgement.NONE;
        }
        Parameters parameters = Parameters.of(policy, ID);
        Attribution attribution = Ladder.of(parameters).climb(CohortHits.ofReach(view));
        if (!(attribution instanceof Attribution.Culprits found)) {
            return new Judgement(List.of(), attribution.tests());
        }
        String service = Renown.service(view, view.findings(), policy);
        App app = App.behind(view);
        if (app != null && app.explains(found)) {
            return new Judgement(List.of(app.verdict(view, service, parameters)), attribution.tests());
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Culprit culprit : found.culprits()) {
            verdicts.add(verdict(view, culprit, service, app, parameters));
        }
        return new Judgement(List.copyOf(verdicts), attribution.tests());
    }

    private static Verdict verdict(
            DestinationView view, Culprit culprit, @Nullable String service, @Nullable App app, Parameters parameters) {
        TwoByTwo table = culprit.table();
        double inside = (double) table.insideHits() / table.inside();
        double outside = table.outside() == 0 ? 0 : (double) table.outsideHits() / table.outside();
        Wilson bounds = Wilson.of(table.insideHits(), table.inside());
        Reach reach = view.reach().getOrDefault(culprit.cohort(), new Reach(table.insideHits(), 0, 0, List.of()));
        return VerdictDraft.cohort(ID, culprit.cohort(), view.destination().name())
                .severity(service != null ? Severity.INFORMATIONAL : Concern.exclusive(view, culprit.cohort()))
                .score(inside - outside)
                .pValue(culprit.pValue())
                .window(reach.firstSeen(), reach.lastSeen() + 1)
                .measured("share of devices that contacted it", inside, outside)
                .atMost(Wilson.of(table.outsideHits(), table.outside()).high())
                .samples(table.inside() + table.outside())
                .devices(table.insideHits())
                .subscore("inside", inside)
                .subscore("insideLow", bounds.low())
                .subscore("insideHigh", bounds.high())
                .subscore("outside", outside)
                .parameters(parameters.used())
                .explain(explain(view, culprit, service, app))
                .evidence(reach.evidence())
                .knownService(service)
                .write();
    }

    private static String explain(DestinationView view, Culprit culprit, @Nullable String service, @Nullable App app) {
        TwoByTwo table = culprit.table();
        String known = service == null ? "" : " It is a known service: " + service + ".";
        String by = app == null ? "" : " The contacts are made by the app " + app.name() + ".";
        return Words.share(table.insideHits(), table.inside(), "device") + " of "
                + culprit.cohort().value() + " contacted "
                + view.destination().name() + ", against "
                + Words.share(table.outsideHits(), table.outside(), "other device")
                + ". " + culprit.reasoning() + " Chance alone gives such a split in " + Words.chance(culprit.pValue())
                + " comparisons." + by + known;
    }
}
