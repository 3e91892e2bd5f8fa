package io.waybill.streams.detect.cohort;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.UploadVolume;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.stats.Robust;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code upload-volume}, the fleet's side. Every other device of the model that contacted the destination counts with its
 * busiest day, or with the floor where that was below it; out of line is what exceeds their median by more than six robust
 * standard deviations and four times (Iglewicz and Hoaglin, 1993, on logarithms). A known service, or less than five times
 * the floor to a named site, is informational; five times and more to a name is LOW, to a nameless network MEDIUM.
 */
public final class UploadVolumeJudge implements DestinationDetector {

    private static final double DEVIATIONS = 6;
    private static final double TIMES = 4;
    private static final double MUCH = 5;
    private static final double LEAST_SIGMA = 0.2;

    @Override
    public String id() {
        return UploadVolume.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Finding> findings = FindingsOf.detector(view, id());
        String service = Renown.service(view, findings, policy);
        List<Verdict> verdicts = findings.stream()
                .map(finding -> verdict(view, findings, finding, service))
                .flatMap(Optional::stream)
                .toList();
        return new Judgement(verdicts, 0);
    }

    private static Optional<Verdict> verdict(
            DestinationView view, List<Finding> all, Finding finding, @Nullable String service) {
        double floor = FindingsOf.fact(finding, "floor");
        double[] others = others(view, all, finding, floor);
        double bound = others.length == 0 ? floor : bound(others);
        if (finding.observed() <= bound) {
            return Optional.empty();
        }
        boolean nameless = view.destination().kind() != DestinationKind.SITE;
        boolean much = finding.observed() >= MUCH * floor;
        Severity severity = service != null
                ? Severity.INFORMATIONAL
                : nameless ? Severity.MEDIUM : much ? Severity.LOW : Severity.INFORMATIONAL;
        String peers = others.length == 0
                ? " No other device of the model went there."
                : " Its " + Words.count(others.length, "peer") + " of the same model sent "
                        + Words.bytes(Robust.median(others)) + " or less in the middle.";
        return Optional.of(VerdictDraft.device(finding)
                .severity(severity)
                .atMost(bound)
                .samples(others.length + 1L)
                .explain("Device " + finding.deviceId() + " sent " + Words.bytes(finding.observed()) + " to "
                        + finding.destination() + " within the day of "
                        + Words.time(finding.window().start())
                        + " and received " + Words.bytes(FindingsOf.fact(finding, "bytesReceived")) + "." + peers
                        + (service == null ? "" : " It is a known service: " + service + "."))
                .knownService(service)
                .write());
    }

    private static double[] others(DestinationView view, List<Finding> all, Finding finding, double floor) {
        double[] reported = all.stream()
                .filter(other -> other.model().equals(finding.model())
                        && other.manufacturer().equals(finding.manufacturer()))
                .filter(other -> !other.deviceId().equals(finding.deviceId()))
                .mapToDouble(Finding::observed)
                .toArray();
        DestinationView.Reach reach = view.reach().get(Cohort.model(finding.manufacturer(), finding.model()));
        long peers = StrictMath.max(reported.length, reach == null ? 0 : reach.devices() - 1);
        double[] values = new double[(int) StrictMath.min(peers, 100_000)];
        Arrays.fill(values, floor);
        System.arraycopy(reported, 0, values, 0, StrictMath.min(reported.length, values.length));
        return values;
    }

    private static double bound(double[] bytes) {
        double[] logs = Arrays.stream(bytes).map(StrictMath::log).toArray();
        double sigma = StrictMath.max(LEAST_SIGMA, Robust.MAD_TO_SIGMA * Robust.mad(logs));
        double centre = Robust.median(logs);
        return StrictMath.exp(centre + StrictMath.max(DEVIATIONS * sigma, StrictMath.log(TIMES)));
    }
}
