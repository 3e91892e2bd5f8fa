package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.WatchList;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import java.util.List;

/** {@code watch-list}, the fleet's side: each device that contacted a listed destination, severity HIGH. */
public final class WatchListJudge implements DestinationDetector {

    @Override
    public String id() {
        return WatchList.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Verdict> verdicts = FindingsOf.detector(view, id()).stream()
                .map(WatchListJudge::verdict)
                .toList();
        return new Judgement(verdicts, 0);
    }

    private static Verdict verdict(Finding finding) {
        return VerdictDraft.device(finding)
                .severity(Severity.HIGH)
                .explain("Device " + finding.deviceId() + " contacted " + FindingsOf.note(finding, "entry")
                        + ", which is on the list \""
                        + FindingsOf.note(finding, "list") + "\", " + Words.count(finding.samples(), "time")
                        + ", first on "
                        + Words.time(finding.window().start()) + ".")
                .write();
    }
}
