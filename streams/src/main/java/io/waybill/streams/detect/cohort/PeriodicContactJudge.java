package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.ladder.Attribution;
import io.waybill.streams.detect.ladder.Attribution.Culprit;
import io.waybill.streams.detect.ladder.CohortHits;
import io.waybill.streams.detect.ladder.Ladder;
import io.waybill.streams.detect.periodic.PeriodicContact;
import io.waybill.streams.detect.report.Evidence;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.stats.Robust;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code periodic-contact}, the fleet's side. Every device with a rhythm gets a verdict; one more sums up a cohort whose
 * devices share it.
 *
 * <p>A known service, or a destination that half the fleet contacts across makers, is named as that and informational.
 * Otherwise severity goes by points (see docs/detection.md): a rhythm alone proves nothing, since every mail program has one.
 */
public final class PeriodicContactJudge implements DestinationDetector {

    @Override
    public String id() {
        return PeriodicContact.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Finding> findings = FindingsOf.detector(view, id());
        if (findings.isEmpty()) {
            return Judgement.NONE;
        }
        Attribution attribution =
                Ladder.of(Parameters.of(policy, CohortExclusive.ID)).climb(CohortHits.ofReach(view));
        List<Culprit> culprits = attribution instanceof Attribution.Culprits found ? found.culprits() : List.of();
        boolean widespread = Renown.widespread(view);
        List<Verdict> verdicts = new ArrayList<>();
        for (Finding finding : findings) {
            verdicts.add(device(view, finding, culprit(culprits, finding), widespread, policy));
        }
        for (Culprit culprit : culprits) {
            List<Finding> own = findings.stream()
                    .filter(finding -> belongs(finding, culprit.cohort()))
                    .toList();
            if (own.size() >= 2) {
                verdicts.add(summary(view, culprit, own, policy));
            }
        }
        return new Judgement(List.copyOf(verdicts), 0);
    }

    private static @Nullable Culprit culprit(List<Culprit> culprits, Finding finding) {
        for (Culprit culprit : culprits) {
            if (belongs(finding, culprit.cohort())) {
                return culprit;
            }
        }
        return null;
    }

    private static boolean belongs(Finding finding, Cohort cohort) {
        boolean maker = finding.manufacturer().equals(cohort.manufacturer());
        boolean model = cohort.model().isEmpty() || finding.model().equals(cohort.model());
        return maker
                && model
                && (cohort.firmware().isEmpty() || finding.firmware().equals(cohort.firmware()));
    }

    private static Verdict device(
            DestinationView view, Finding finding, @Nullable Culprit culprit, boolean widespread, Policy policy) {
        String service = service(view, finding, policy);
        boolean harmless = service != null || widespread;
        Severity severity =
                harmless ? Severity.INFORMATIONAL : Concern.ofPoints(Concern.periodic(finding, culprit != null));
        String who = service != null
                ? " It is a known service: " + service + "."
                : widespread ? " Half of the fleet or more contacts it, across makers." : alone(finding, culprit);
        return VerdictDraft.device(finding)
                .severity(severity)
                .explain(rhythm(finding) + who)
                .knownService(service)
                .write();
    }

    private static @Nullable String service(DestinationView view, Finding finding, Policy policy) {
        String seen = finding.notes().get("knownService");
        return seen != null || FindingsOf.fact(finding, "named") > 0
                ? seen
                : Renown.service(view, List.of(finding), policy);
    }

    private static String rhythm(Finding finding) {
        double period = FindingsOf.fact(finding, "periodMs");
        String often = switch (FindingsOf.note(finding, "rhythm")) {
            case "DRIFTING" -> " at a pace that drifts slowly, about every " + Words.duration(period);
            case "INTERLEAVED" -> " every " + Words.duration(period) + ", inside other traffic to the same place";
            default -> " every " + Words.duration(period);
        };
        double bundle = FindingsOf.fact(finding, "contactsPerBeat");
        return "Device " + finding.deviceId() + " contacts " + FindingsOf.note(finding, "to") + often
                + ", give or take "
                + Words.percent(FindingsOf.fact(finding, "spread")) + ": "
                + Words.count((long) FindingsOf.fact(finding, "beats"), "time") + " from "
                + Words.time(finding.window().start())
                + " to " + Words.time(finding.window().end())
                + (bundle > 1.2 ? ", " + Words.number(bundle) + " connections each time" : "") + "."
                + (FindingsOf.fact(finding, "unansweredShare") >= 0.5 ? " Most attempts get no answer." : "");
    }

    private static String alone(Finding finding, @Nullable Culprit culprit) {
        if (culprit != null) {
            return " Nearly only devices of " + culprit.cohort().value() + " go there.";
        }
        return FindingsOf.fact(finding, "named") > 0 ? "" : " The destination has no name that the capture shows.";
    }

    /** Informational: the cohort's own alert is the one of cohort-exclusive, this says how the devices do it. */
    private Verdict summary(DestinationView view, Culprit culprit, List<Finding> own, Policy policy) {
        double[] periods = own.stream()
                .mapToDouble(finding -> FindingsOf.fact(finding, "periodMs"))
                .toArray();
        double share =
                (double) own.size() / StrictMath.max(own.size(), culprit.table().insideHits());
        return VerdictDraft.cohort(id(), culprit.cohort(), view.destination().name())
                .severity(Severity.INFORMATIONAL)
                .score(own.stream().mapToDouble(Finding::score).average().orElse(0))
                .window(FindingsOf.span(own))
                .measured("share of contacting devices with a rhythm", share, 0)
                .samples(culprit.table().insideHits())
                .devices(own.size())
                .explain(Words.count(own.size(), "device") + " of "
                        + culprit.cohort().value() + " contact "
                        + view.destination().name() + " with a rhythm, in the middle every "
                        + Words.duration(Robust.median(periods)) + "; each has an alert of its own.")
                .evidence(Evidence.ofFindings(own))
                .knownService(Renown.service(view, own, policy))
                .write();
    }
}
