package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.UnansweredRetry;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code unanswered-retry}, the fleet's side: informational where the destination is a known service or much of the fleet goes
 * there (then it is down); MEDIUM where it has no name, else LOW.
 */
public final class UnansweredRetryJudge implements DestinationDetector {

    @Override
    public String id() {
        return UnansweredRetry.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Finding> findings = FindingsOf.detector(view, id());
        String service = Renown.service(view, findings, policy);
        boolean widespread = Renown.widespread(view);
        List<Verdict> verdicts = findings.stream()
                .map(finding -> verdict(finding, service, widespread))
                .toList();
        return new Judgement(verdicts, 0);
    }

    private static Verdict verdict(Finding finding, @Nullable String service, boolean widespread) {
        boolean named = FindingsOf.fact(finding, "named") > 0;
        Severity severity =
                service != null || widespread ? Severity.INFORMATIONAL : named ? Severity.LOW : Severity.MEDIUM;
        long lost = (long) finding.observed();
        long ports = (long) FindingsOf.fact(finding, "ports");
        String refused = FindingsOf.fact(finding, "refused") * 2 > lost ? " Most were refused." : "";
        return VerdictDraft.device(finding)
                .severity(severity)
                .explain("Device " + finding.deviceId() + " tried to reach " + finding.destination() + " "
                        + (ports > 1 ? "at " + Words.count(ports, "different port") + ", " : "")
                        + Words.count(lost, "time") + " from "
                        + Words.time(finding.window().start()) + " to "
                        + Words.time(finding.window().end()) + " and got "
                        + Words.count((long) FindingsOf.fact(finding, "answered"), "answer") + "." + refused
                        + (service == null ? "" : " It is a known service: " + service + "."))
                .knownService(service)
                .write();
    }
}
