package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.NameFlood;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code name-flood}, the fleet's side: informational at a known service, HIGH where most names look random, else MEDIUM. */
public final class NameFloodJudge implements DestinationDetector {

    @Override
    public String id() {
        return NameFlood.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Finding> findings = FindingsOf.detector(view, id());
        String service = Renown.service(view, findings, policy);
        List<Verdict> verdicts =
                findings.stream().map(finding -> verdict(finding, service)).toList();
        return new Judgement(verdicts, 0);
    }

    private static Verdict verdict(Finding finding, @Nullable String service) {
        double random = FindingsOf.fact(finding, "randomShare");
        Severity severity = service != null ? Severity.INFORMATIONAL : random >= 0.5 ? Severity.HIGH : Severity.MEDIUM;
        return VerdictDraft.device(finding)
                .severity(severity)
                .atMost(finding.expected())
                .explain("Device " + finding.deviceId() + " used "
                        + Words.count((long) finding.observed(), "different host name")
                        + " under " + finding.destination() + "; " + Words.percent(random)
                        + " of a sample look as if a machine had made them up. Data can leave a phone inside such names."
                        + (service == null ? "" : " It is a known service: " + service + "."))
                .knownService(service)
                .write();
    }
}
