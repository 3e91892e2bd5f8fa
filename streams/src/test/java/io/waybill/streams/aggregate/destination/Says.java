package io.waybill.streams.aggregate.destination;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.selftest.SampleHistory;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Sums;
import io.waybill.streams.part.Tally;
import io.waybill.streams.resolve.Destination;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What senders say, made for tests: about one site and one build. */
final class Says {

    static final Destination SITE = new Destination("a.com", DestinationKind.SITE);
    static final Cohort BUILD = Cohort.firmware("M", "X", "A");

    private Says() {}

    static Sums sums(long connections) {
        return new Sums(connections, 0, connections * 10, 0, connections, 0, 1, 5, 9, new TreeMap<>());
    }

    static CountPart count(int sender, long window, long connections) {
        return new CountPart(SITE, BUILD, window, sender, connections == 0 ? Sums.NONE : sums(connections));
    }

    static ProgressPart progress(int sender, long watermark) {
        return new ProgressPart(new Progress(sender, watermark, 0, false, Tally.NONE));
    }

    static ReachPart reach(int sender, long devices) {
        TreeMap<Cohort, Reach> reach = new TreeMap<>();
        if (devices > 0) {
            reach.put(Cohort.model("M", "X"), new Reach(devices, 5, 9, List.of()));
        }
        return new ReachPart(SITE, sender, reach);
    }

    static FindingsPart findings(String device, int count) {
        PairHistory history = SampleHistory.device(device).at(5).build();
        return new FindingsPart(
                SITE,
                device,
                Collections.nCopies(count, new FindingDraft("rows", history, history.contacts()).write()));
    }

    static ActivityPart activity(int sender, long window, long devices) {
        TreeMap<Cohort, Active> active = new TreeMap<>();
        if (devices > 0) {
            active.put(BUILD, new Active(devices, 10 * devices));
            active.put(BUILD.ofModel(), new Active(devices, 10 * devices));
        }
        return new ActivityPart(sender, window, active);
    }

    static CohortsPart cohorts(int sender, long devices) {
        return new CohortsPart(
                sender,
                new TreeMap<>(Map.of(BUILD.ofModel(), new Fleet.Activity(devices, devices - 1, 5 - devices, 9))));
    }

    static PolicyRule rule(String id) {
        return PolicyRule.newBuilder()
                .setRuleId(id)
                .setKind(PolicyKind.WATCH_LIST)
                .build();
    }
}
