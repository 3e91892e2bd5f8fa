package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.LongConnection;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code long-connection}, the fleet's side. Informational at a known service, at a named site on port 443 (at a nameless one up
 * to half a day), where half of the devices that go there do the same (three at least), or where much of the fleet goes; else
 * MEDIUM.
 */
public final class LongConnectionJudge implements DestinationDetector {

    private static final int ALIKE = 3;
    /** Names get lost when a log begins in mid-connection; half a day on the web port is odd even so. */
    private static final double NAMELESS_FROM_MS = 12 * 3_600_000.0;

    @Override
    public String id() {
        return LongConnection.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Finding> findings = FindingsOf.detector(view, id());
        String service = Renown.service(view, findings, policy);
        DestinationView.Reach reach = view.reach().get(Cohort.FLEET);
        long going = StrictMath.max(findings.size(), reach == null ? 0 : reach.devices());
        boolean usual = Renown.widespread(view) || (findings.size() >= ALIKE && findings.size() * 2L >= going);
        List<Verdict> verdicts = findings.stream()
                .map(finding -> verdict(finding, findings.size(), going, usual, service))
                .toList();
        return new Judgement(verdicts, 0);
    }

    private static Verdict verdict(Finding finding, long alike, long going, boolean usual, @Nullable String service) {
        boolean brief = FindingsOf.fact(finding, "longestMs") < NAMELESS_FROM_MS;
        boolean web = FindingsOf.fact(finding, "port") == 443 && (brief || FindingsOf.fact(finding, "named") > 0);
        boolean quiet = service != null || usual || web;
        return VerdictDraft.device(finding)
                .severity(quiet ? Severity.INFORMATIONAL : Severity.MEDIUM)
                .explain("Device " + finding.deviceId() + " held a connection to " + finding.destination()
                        + " open for "
                        + Words.duration(FindingsOf.fact(finding, "longestMs")) + ". Of the devices that go there, "
                        + Words.share(alike, going, "device") + " held one open for hours."
                        + (service == null ? "" : " It is a known service: " + service + "."))
                .knownService(service)
                .write();
    }
}
