package io.waybill.streams.part;

import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.resolve.Destination;
import java.util.List;
import java.util.SortedMap;

/** A statement of one sender, a partition of an earlier stage. The newest statement of a sender on a matter holds. */
public sealed interface Part {

    /**
     * What the devices of the sender's partition did: one row of the counts.
     *
     * @param destination where
     * @param cohort at level FIRMWARE
     * @param window begin of the window
     * @param sender partition that says so
     * @param sums how much; {@link Sums#NONE} takes the row back
     */
    record CountPart(Destination destination, Cohort cohort, long window, int sender, Sums sums) implements Part {}

    /** Which cohorts' devices of the sender's partition contacted the destination, over the history kept. */
    record ReachPart(Destination destination, int sender, SortedMap<Cohort, Reach> reach) implements Part {}

    /** What the detectors say about one device at the destination; an empty list takes earlier findings back. */
    record FindingsPart(Destination destination, String deviceId, List<Finding> findings) implements Part {}

    /** Active devices and events of the sender's partition in one window, per cohort of level FIRMWARE and MODEL. */
    record ActivityPart(int sender, long window, SortedMap<Cohort, Active> active) implements Part {}

    /** Devices of the sender's partition, per cohort of level APP, FIRMWARE and MODEL. */
    record CohortsPart(int sender, SortedMap<Cohort, Fleet.Activity> cohorts) implements Part {}

    /** The sender has said all it has to say on windows that end at or before its watermark. */
    record ProgressPart(Progress progress) implements Part {}

    /**
     * What became of the records of the sender's partition, by input topic. It passes through the destination side to the alerts
     * and is kept only there.
     *
     * @param byTopic by the topic's name without prefix
     */
    record TalliesPart(int sender, SortedMap<String, Tally> byTopic) implements Part {}

    /** The rules in force. */
    record PolicyPart(List<PolicyRule> rules) implements Part {}

    /** Judgement on one destination by the partition that owns it; no verdicts and no tests take earlier ones back. */
    record VerdictsPart(String destination, List<Verdict> verdicts, long tests) implements Part {}

    /**
     * Who was there in a window.
     *
     * @param devices distinct devices
     * @param events connection events, occurrences of aggregated feeds included
     */
    record Active(long devices, long events) {}
}
