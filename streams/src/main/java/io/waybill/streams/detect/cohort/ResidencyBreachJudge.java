package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.device.ResidencyBreach;
import io.waybill.streams.detect.report.Evidence;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code residency-breach}, the fleet's side: a verdict per device, and one per model from three of its devices on. MEDIUM:
 * the operator's own rule is broken, on the word of an IP database; HIGH for a model from ten devices on.
 */
public final class ResidencyBreachJudge implements DestinationDetector {

    private static final int MODEL_FROM = 3;
    private static final String LIMIT =
            " Countries are what the IP database says, which is weak evidence; a relay inside an allowed"
                    + " country that passes the data on cannot be seen.";

    @Override
    public String id() {
        return ResidencyBreach.ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        List<Verdict> verdicts = new ArrayList<>();
        TreeMap<Cohort, List<Finding>> models = new TreeMap<>();
        for (Finding finding : FindingsOf.detector(view, id())) {
            verdicts.add(device(finding));
            models.computeIfAbsent(Cohort.model(finding.manufacturer(), finding.model()), key -> new ArrayList<>())
                    .add(finding);
        }
        for (Map.Entry<Cohort, List<Finding>> model : models.entrySet()) {
            if (model.getValue().size() >= MODEL_FROM && !model.getKey().model().equals("unknown")) {
                verdicts.add(model(view, model.getKey(), model.getValue()));
            }
        }
        return new Judgement(List.copyOf(verdicts), 0);
    }

    private static Verdict device(Finding finding) {
        return VerdictDraft.device(finding)
                .severity(Severity.MEDIUM)
                .explain("Device " + finding.deviceId() + " contacted " + finding.destination() + " in "
                        + FindingsOf.note(finding, "places") + " " + Words.count((long) finding.observed(), "time")
                        + " and sent "
                        + Words.bytes(FindingsOf.fact(finding, "bytesSent")) + ", which the rule \""
                        + FindingsOf.note(finding, "rule") + "\" does not allow." + LIMIT)
                .write();
    }

    private Verdict model(DestinationView view, Cohort model, List<Finding> findings) {
        DestinationView.Reach reach = view.reach().get(model);
        long contacting = StrictMath.max(findings.size(), reach == null ? 0 : reach.devices());
        double contacts = findings.stream().mapToDouble(Finding::observed).sum();
        TreeSet<String> places = new TreeSet<>();
        TreeSet<String> rules = new TreeSet<>();
        findings.forEach(finding -> places.add(FindingsOf.note(finding, "places")));
        findings.forEach(finding -> rules.add(FindingsOf.note(finding, "rule")));
        return VerdictDraft.cohort(id(), model, view.destination().name())
                .severity(Concern.raised(Severity.MEDIUM, findings.size()))
                .score((double) findings.size() / contacting)
                .window(FindingsOf.span(findings))
                .measured("contacts outside the places allowed", contacts, 0)
                .samples(contacting)
                .devices(findings.size())
                .explain(Words.share(findings.size(), contacting, "device") + " of " + model.value()
                        + " that contacted "
                        + view.destination().name() + " did so in " + String.join(", ", places) + ", which the rule \""
                        + String.join(", ", rules) + "\" does not allow." + LIMIT)
                .evidence(Evidence.ofFindings(findings))
                .write();
    }
}
