package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.OptOut;
import io.waybill.streams.detect.report.Evidence;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.stats.Binomial;
import io.waybill.streams.detect.stats.Robust;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * {@code opt-out-ignored} and {@code opt-out-honoured}, the fleet's side: per device, and per model and firmware with the
 * number of devices that had the setting off and an upper (or lower) Clopper-Pearson bound at 95 %. Ignoring is MEDIUM for a
 * device and HIGH for a firmware; honouring is a finding too, informational.
 */
public final class OptOutJudge implements DestinationDetector {

    private static final double CONFIDENCE = 0.95;
    private static final int FIRMWARE_FROM = 2;

    private final boolean ignored;

    private OptOutJudge(boolean ignored) {
        this.ignored = ignored;
    }

    /** Judges violations. */
    public static OptOutJudge ignored() {
        return new OptOutJudge(true);
    }

    /** Judges kept promises. */
    public static OptOutJudge honoured() {
        return new OptOutJudge(false);
    }

    @Override
    public String id() {
        return ignored ? OptOut.IGNORED : OptOut.HONOURED;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        TreeMap<Cohort, List<Finding>> broke = byFirmware(FindingsOf.detector(view, OptOut.IGNORED));
        TreeMap<Cohort, List<Finding>> kept = byFirmware(FindingsOf.detector(view, OptOut.HONOURED));
        List<Verdict> verdicts = new ArrayList<>();
        (ignored ? broke : kept).forEach((firmware, findings) -> {
            findings.forEach(finding -> verdicts.add(device(finding)));
            List<Finding> others = (ignored ? kept : broke).getOrDefault(firmware, List.of());
            boolean known = !firmware.model().equals("unknown");
            if (known && findings.size() >= FIRMWARE_FROM && (ignored || others.isEmpty())) {
                verdicts.add(ignored ? broken(view, firmware, findings, others) : honoured(view, firmware, findings));
            }
        });
        return new Judgement(List.copyOf(verdicts), 0);
    }

    private static TreeMap<Cohort, List<Finding>> byFirmware(List<Finding> findings) {
        TreeMap<Cohort, List<Finding>> groups = new TreeMap<>();
        for (Finding finding : findings) {
            Cohort firmware = Cohort.firmware(finding.manufacturer(), finding.model(), finding.firmware());
            groups.computeIfAbsent(firmware, key -> new ArrayList<>()).add(finding);
        }
        return groups;
    }

    private Verdict device(Finding finding) {
        String off = "On device " + finding.deviceId() + " the setting " + FindingsOf.note(finding, "setting")
                + " was off for " + hours(FindingsOf.fact(finding, "hours"));
        String what = ignored
                ? ", and " + finding.destination() + " was still contacted "
                        + Words.count((long) finding.observed(), "time") + "."
                : ", and " + finding.destination() + ", contacted before, was not contacted once.";
        return VerdictDraft.device(finding)
                .severity(ignored ? Severity.MEDIUM : Severity.INFORMATIONAL)
                .explain(off + what + " The setting promises silence by the rule \"" + FindingsOf.note(finding, "rule")
                        + "\".")
                .write();
    }

    private VerdictDraft base(DestinationView view, Cohort firmware, List<Finding> findings, long of) {
        return VerdictDraft.cohort(id(), firmware, view.destination().name())
                .window(FindingsOf.span(findings))
                .samples(of)
                .devices(findings.size())
                .parameters(findings.get(0).parameters())
                .evidence(Evidence.ofFindings(findings));
    }

    private Verdict broken(DestinationView view, Cohort firmware, List<Finding> findings, List<Finding> others) {
        long of = findings.size() + others.size();
        double lower = Binomial.lowerBound(findings.size(), of, CONFIDENCE);
        return base(view, firmware, findings, of)
                .severity(Severity.HIGH)
                .score(lower)
                .measured("share of opted-out devices that still contact it", (double) findings.size() / of, 0)
                .atLeast(lower)
                .explain(Words.share(findings.size(), of, "device") + " of " + firmware.value() + " with the setting "
                        + FindingsOf.note(findings.get(0), "setting") + " off still contacted "
                        + view.destination().name()
                        + ", in the middle over " + hours(medianHours(findings)) + ". With 95 % confidence at least "
                        + Words.percent(lower) + " of such devices do.")
                .write();
    }

    private Verdict honoured(DestinationView view, Cohort firmware, List<Finding> findings) {
        double upper = Binomial.upperBound(0, findings.size(), CONFIDENCE);
        return base(view, firmware, findings, findings.size())
                .severity(Severity.INFORMATIONAL)
                .score(1 - upper)
                .measured("share of opted-out devices that still contact it", 0, 0)
                .atMost(upper)
                .explain("0 of " + Words.count(findings.size(), "device") + " of " + firmware.value()
                        + " with the setting "
                        + FindingsOf.note(findings.get(0), "setting") + " off contacted "
                        + view.destination().name()
                        + " in the middle over " + hours(medianHours(findings)) + ". With 95 % confidence at most "
                        + Words.percent(upper) + " of such devices do.")
                .write();
    }

    private static double medianHours(List<Finding> findings) {
        return Robust.median(findings.stream()
                .mapToDouble(finding -> FindingsOf.fact(finding, "hours"))
                .toArray());
    }

    private static String hours(double hours) {
        return Words.duration(hours * 3_600_000);
    }
}
