package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.SurvivesReset;
import io.waybill.streams.detect.ladder.Attribution;
import io.waybill.streams.detect.ladder.Attribution.Culprit;
import io.waybill.streams.detect.ladder.CohortHits;
import io.waybill.streams.detect.ladder.Ladder;
import io.waybill.streams.detect.report.Evidence;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.stats.Robust;
import io.waybill.streams.detect.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code survives-reset}, the fleet's side: is coming back part of what every cohort does after a reset?
 *
 * <p>Two comparisons. Is the destination one that only a cohort contacts at all (the ladder on reach)? Then its resets need
 * no further comparison. Else: of the devices that had contacted it, were erased (an update is no erasure) and watched for a
 * day, how many came back to it within that day, inside a cohort and outside (the ladder on these devices)? Same destination,
 * same time since the reset: set-up traffic and habits come back everywhere alike. Either blames the cohort; then one verdict
 * names it and its devices stay informational. Devices that come back on their own, to what is neither known nor common, are
 * informational too: people return to what they used before.
 */
public final class SurvivesResetJudge implements DestinationDetector {

    @Override
    public String id() {
        return SurvivesReset.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Finding> all = FindingsOf.detector(view, id());
        List<Finding> findings = all.stream()
                .filter(finding -> finding.facts().containsKey("delayMs"))
                .toList();
        if (findings.isEmpty()) {
            return Judgement.NONE;
        }
        String service = Renown.service(view, findings, policy);
        Parameters parameters = Parameters.of(policy, SurvivesReset.ID);
        Ladder ladder = Ladder.of(parameters);
        Attribution amongReset = ladder.climb(CohortHits.ofSubset(with(all, "returned"), with(all, "erased")));
        Attribution amongAll =
                Ladder.of(Parameters.of(policy, CohortExclusive.ID)).climb(CohortHits.ofReach(view));
        List<Verdict> verdicts = new ArrayList<>();
        for (Culprit culprit : culprits(amongReset, amongAll)) {
            List<Finding> own = findings.stream()
                    .filter(finding ->
                            finding.manufacturer().equals(culprit.cohort().manufacturer()))
                    .filter(finding -> culprit.cohort().model().isEmpty()
                            || finding.model().equals(culprit.cohort().model()))
                    .toList();
            if (own.size() >= 2) {
                verdicts.add(cohort(view, culprit, own, service, parameters));
            }
        }
        boolean common = Renown.widespread(view);
        for (Finding finding : findings) {
            verdicts.add(device(finding, service, common));
        }
        return new Judgement(List.copyOf(verdicts), amongReset.tests());
    }

    private static List<Finding> with(List<Finding> findings, String fact) {
        return findings.stream()
                .filter(finding -> FindingsOf.fact(finding, fact) > 0)
                .toList();
    }

    /** Whom the destination belongs to; where it belongs to nobody, who alone comes back to it. */
    private static List<Culprit> culprits(Attribution amongReset, Attribution amongAll) {
        if (amongAll instanceof Attribution.Culprits found) {
            return found.culprits();
        }
        return amongReset instanceof Attribution.Culprits found ? found.culprits() : List.of();
    }

    private Verdict cohort(
            DestinationView view, Culprit culprit, List<Finding> own, @Nullable String service, Parameters parameters) {
        Cohort cohort = culprit.cohort();
        Fleet.Activity activity = view.fleet().cohorts().get(cohort);
        long reset = StrictMath.max(own.size(), activity == null ? 0 : activity.resetDevices());
        TwoByTwo table = culprit.table();
        double delay = Robust.median(own.stream()
                .mapToDouble(finding -> FindingsOf.fact(finding, "delayMs"))
                .toArray());
        String explanation = Words.share(own.size(), reset, "device") + " of " + cohort.value()
                + " that were reset, reflashed or cleared of an app contacted "
                + view.destination().name()
                + " again, in the middle " + Words.duration(delay) + " later. Of the other devices compared, "
                + Words.share(table.outsideHits(), table.outside(), "device") + " did. " + culprit.reasoning()
                + " What a reset does not remove is in the firmware, or is put there by it."
                + (service == null ? "" : " It is a known service: " + service + ".");
        return VerdictDraft.cohort(id(), cohort, view.destination().name())
                .severity(service != null ? Severity.INFORMATIONAL : severity(own))
                .score((double) own.size() / reset)
                .pValue(culprit.pValue())
                .window(FindingsOf.span(own))
                .measured(
                        "share of reset devices that contacted it again",
                        (double) own.size() / reset,
                        table.outside() == 0 ? 0 : (double) table.outsideHits() / table.outside())
                .samples(reset)
                .devices(own.size())
                .subscore("medianDelayHours", delay / 3_600_000)
                .parameters(parameters.used())
                .explain(explanation)
                .evidence(Evidence.ofFindings(own))
                .knownService(service)
                .write();
    }

    /**
     * Erased or cleared on two devices: HIGH. An update alone is meant to keep what was there: several of them, on two devices,
     * are MEDIUM; a single one says nothing.
     */
    private static Severity severity(List<Finding> own) {
        long erased = own.stream()
                .filter(finding -> FindingsOf.fact(finding, "resets") >= 1)
                .count();
        long updated = own.stream()
                .filter(finding -> FindingsOf.fact(finding, "updates") >= 2)
                .count();
        return erased >= 2 ? Severity.HIGH : updated >= 2 ? Severity.MEDIUM : Severity.INFORMATIONAL;
    }

    private static Verdict device(Finding finding, @Nullable String service, boolean common) {
        String why = service != null
                ? " It is a known service: " + service + "."
                : common ? " Half of the fleet or more contacts it, across makers." : "";
        return VerdictDraft.device(finding)
                .severity(Severity.INFORMATIONAL)
                .explain("Device " + finding.deviceId() + " contacted " + finding.destination() + " again "
                        + Words.duration(FindingsOf.fact(finding, "delayMs")) + " after "
                        + event(FindingsOf.note(finding, "kinds")) + " on "
                        + Words.time((long) FindingsOf.fact(finding, "markTime")) + "." + why)
                .knownService(service)
                .write();
    }

    private static String event(String kinds) {
        return switch (kinds) {
            case "FACTORY_RESET" -> "a factory reset";
            case "FIRMWARE_INSTALLED" -> "new firmware was installed";
            case "APP_REMOVED" -> "the app that contacted it was removed";
            default -> "the last of several resets and installations";
        };
    }
}
