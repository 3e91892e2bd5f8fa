package io.waybill.streams.detect.cohort;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Fleet;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code new-destination}: a cohort starts contacting what it never did.
 *
 * <p>New is what the cohort contacted for the first time after it had been watched for {@code learningHours} (48: a day's
 * habits twice). Who started is for the ladder to say; a firmware that brought it is named ("arrived with"), and need not have
 * been watched itself as long as its model was. One person's new site is no cohort's: the ladder asks for a common
 * destination. Silent during learning. Blind spots: what comes less often than the learning period is long looks new once.
 */
public final class NewDestination implements DestinationDetector {

    /** Id of the detector. */
    public static final String ID = "new-destination";

    private static final double HOUR_MS = 3_600_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public long learningMillis(Policy policy, long windowMillis) {
        return (long) (HOUR_MS * learningHours(Parameters.of(policy, ID)));
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        DestinationKind kind = view.destination().kind();
        Reach all = view.reach().get(Cohort.FLEET);
        if (all == null || kind == DestinationKind.OTHER || kind == DestinationKind.LOCAL) {
            return Judgement.NONE;
        }
        Parameters parameters = Parameters.of(policy, ID);
        double learning = HOUR_MS * learningHours(parameters);
        boolean anyNew = view.reach().values().stream()
                .anyMatch(reach -> reach.firstSeen() >= view.fleet().begin() + learning);
        if (!anyNew) {
            return Judgement.NONE;
        }
        Attribution attribution = Ladder.of(parameters).climb(CohortHits.ofReach(view));
        if (!(attribution instanceof Attribution.Culprits found)) {
            return new Judgement(List.of(), attribution.tests());
        }
        String service = Renown.service(view, view.findings(), policy);
        List<Verdict> verdicts = new ArrayList<>();
        for (Culprit culprit : found.culprits()) {
            Reach reach = view.reach().get(culprit.cohort());
            if (reach != null && learned(view, culprit.cohort(), reach, learning)) {
                verdicts.add(verdict(view, culprit, reach, service, parameters));
            }
        }
        return new Judgement(List.copyOf(verdicts), attribution.tests());
    }

    private static double learningHours(Parameters parameters) {
        return parameters.number("learningHours", 48, 1, 24 * 365);
    }

    /** Whether the cohort, or the model a firmware belongs to, was watched for long enough before. */
    private static boolean learned(DestinationView view, Cohort cohort, Reach reach, double learning) {
        Cohort watched =
                cohort.level() == SubjectLevel.FIRMWARE ? Cohort.model(cohort.manufacturer(), cohort.model()) : cohort;
        Fleet.Activity activity = view.fleet().cohorts().get(watched);
        return activity != null && reach.firstSeen() >= activity.firstSeen() + learning;
    }

    private static Verdict verdict(
            DestinationView view, Culprit culprit, Reach reach, @Nullable String service, Parameters parameters) {
        Cohort cohort = culprit.cohort();
        String arrived =
                cohort.level() == SubjectLevel.FIRMWARE ? "It arrived with firmware " + cohort.firmware() + ": " : "";
        String explanation = cohort.value() + " began to contact "
                + view.destination().name() + " on "
                + Words.time(reach.firstSeen()) + ", after being watched without it. " + arrived
                + Words.share(culprit.table().insideHits(), culprit.table().inside(), "device")
                + " contacted it since, against "
                + Words.share(culprit.table().outsideHits(), culprit.table().outside(), "other device") + ". "
                + culprit.reasoning() + (service == null ? "" : " It is a known service: " + service + ".");
        double inside = (double) culprit.table().insideHits() / culprit.table().inside();
        return VerdictDraft.cohort(ID, cohort, view.destination().name())
                .severity(service != null ? Severity.INFORMATIONAL : Concern.exclusive(view, cohort))
                .score(inside)
                .pValue(culprit.pValue())
                .window(reach.firstSeen(), reach.lastSeen() + 1)
                .measured("share of devices that contacted it since", inside, 0)
                .samples(culprit.table().inside() + culprit.table().outside())
                .devices(culprit.table().insideHits())
                .parameters(parameters.used())
                .explain(explanation)
                .evidence(reach.evidence())
                .knownService(service)
                .write();
    }
}
