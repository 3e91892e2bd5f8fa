package io.waybill.streams.detect.cohort;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.WindowRow;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bound-met}: devices of a model contacted more destinations than are kept apart, so that some of their connections are
 * counted together as {@code other}, where no detector sees who was contacted; or there are more devices that nobody named than
 * are kept apart, so that the events of some are counted together as {@code other-devices}, where no detector sees whose they are.
 * Informational: it says that Waybill knows less, not what the devices did.
 *
 * <p>It is read off what is counted, so it depends on that alone, and is taken back when nothing is counted together any more.
 * Blind spots: the bounds that leave nothing that is counted together, on contacts of a window, apps, builds, marks and what
 * operators write; for these there is the metric.
 */
public final class BoundMet implements DestinationDetector {

    /** Id of the detector. */
    public static final String ID = "bound-met";

    /** What is counted. */
    public static final String MEASURE = "connections that are counted together";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Judgement judge(DestinationView view, Policy policy) {
        if (!view.destination().equals(Destination.OTHER)) {
            return Judgement.NONE;
        }
        List<Verdict> verdicts = new ArrayList<>();
        view.reach().forEach((cohort, reach) -> {
            if (cohort.level() == SubjectLevel.MODEL) {
                verdicts.add(verdict(view, cohort, reach));
            }
        });
        List<Finding> devices = FindingsOf.detector(view, ID);
        if (!devices.isEmpty()) {
            verdicts.add(devices(devices));
        }
        return new Judgement(List.copyOf(verdicts), 0);
    }

    /** Of each partition that has too many devices there is one finding. */
    private static Verdict devices(List<Finding> partitions) {
        long connections = partitions.stream().mapToLong(Finding::samples).sum();
        Span span = FindingsOf.span(partitions);
        return VerdictDraft.device(partitions.get(0))
                .window(span)
                .measured(MEASURE, connections, 0)
                .samples(connections)
                .explain("More devices that no profile names were heard of than are kept apart: "
                        + Words.count(connections, "connection") + " from " + Words.time(span.start()) + " to "
                        + Words.time(span.end() - 1)
                        + " are counted together as \"other-devices\". Sums are right, but no"
                        + " detector sees whose these were. Random ids are the usual cause; devices that a profile names are"
                        + " always kept apart, and a bound that is too low for this fleet can be raised.")
                .write();
    }

    private static Verdict verdict(DestinationView view, Cohort model, DestinationView.Reach reach) {
        long connections = view.windows().stream()
                .filter(row -> row.cohort().ofModel().equals(model))
                .mapToLong(WindowRow::connections)
                .sum();
        return VerdictDraft.cohort(ID, model, view.destination().name())
                .score(1)
                .window(reach.firstSeen(), reach.lastSeen() + 1)
                .measured(MEASURE, connections, 0)
                .samples(connections)
                .devices(reach.devices())
                .explain(Words.count(reach.devices(), "device") + " of " + model.value()
                        + " contacted more destinations than are kept apart: " + Words.count(connections, "connection")
                        + " from " + Words.time(reach.firstSeen()) + " to " + Words.time(reach.lastSeen())
                        + " are counted together as \"other\". Sums are right, but no detector sees where these went."
                        + " Random names are the usual cause; a bound that is too low for this fleet can be raised.")
                .evidence(reach.evidence())
                .write();
    }
}
