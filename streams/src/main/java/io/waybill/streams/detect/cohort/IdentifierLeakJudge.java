package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.IdentifierLeak;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code identifier-leak}, the fleet's side. An identifier that cannot be changed is HIGH wherever it goes: a known service is
 * no excuse for clear text. An advertising identifier alone is what advertising networks live on: informational at a known
 * service, else MEDIUM.
 */
public final class IdentifierLeakJudge implements DestinationDetector {

    private static final String CHANGEABLE = "ADVERTISING_ID";

    @Override
    public String id() {
        return IdentifierLeak.ID;
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
        String kinds = FindingsOf.note(finding, "kinds");
        boolean changeable = kinds.equals(CHANGEABLE);
        Severity severity = !changeable ? Severity.HIGH : service != null ? Severity.INFORMATIONAL : Severity.MEDIUM;
        return VerdictDraft.device(finding)
                .severity(severity)
                .explain("Device " + finding.deviceId() + " sent its " + words(kinds) + " to " + finding.destination()
                        + " so that anybody on the way could read it, in "
                        + Words.count((long) finding.observed(), "connection")
                        + ", first on " + Words.time(finding.window().start()) + "."
                        + (service == null ? "" : " The destination is a known service: " + service + "."))
                .knownService(service)
                .write();
    }

    private static String words(String kinds) {
        return kinds.replace("PHONE_NUMBER", "phone number")
                .replace("SERIAL", "serial number")
                .replace("MAC", "MAC address")
                .replace(CHANGEABLE, "advertising identifier");
    }
}
