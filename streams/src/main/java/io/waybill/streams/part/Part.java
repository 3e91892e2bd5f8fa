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

    /** Whether it only takes an earlier statement back, so that it need not be kept. */
    default boolean saysNothing() {
        return false;
    }

    /**
     * What the devices of the sender's partition did: one row of the counts.
     *
     * @param destination where
     * @param cohort at level FIRMWARE
     * @param window begin of the window, milliseconds since 1970 UTC
     * @param sender partition that says so
     * @param sums how much; {@link Sums#NONE} takes the row back
     */
    record CountPart(Destination destination, Cohort cohort, long window, int sender, Sums sums) implements Part {
        @Override
        public boolean saysNothing() {
            return sums.isNone();
        }
    }

    /**
     * Rows that a sender tells together: a window that closes has many of one destination.
     *
     * @param rows at least one, all of the same destination and sender
     */
    record CountsPart(List<CountPart> rows) implements Part {

        /** Where. */
        public Destination destination() {
            return rows.get(0).destination();
        }

        /** Partition that says so. */
        public int sender() {
            return rows.get(0).sender();
        }
    }

    /**
     * Which cohorts' devices of the sender's partition contacted the destination, over the history kept.
     *
     * @param destination where
     * @param sender partition that says so
     * @param reach how many devices and since when, by cohort of every level; an empty map takes it back
     */
    record ReachPart(Destination destination, int sender, SortedMap<Cohort, Reach> reach) implements Part {
        @Override
        public boolean saysNothing() {
            return reach.isEmpty();
        }
    }

    /**
     * What the detectors say about one device.
     *
     * @param destination where
     * @param deviceId who
     * @param findings of all detectors of the device's side; an empty list takes earlier ones back
     */
    record FindingsPart(Destination destination, String deviceId, List<Finding> findings) implements Part {
        @Override
        public boolean saysNothing() {
            return findings.isEmpty();
        }
    }

    /**
     * Who was active in one window.
     *
     * @param sender partition that says so
     * @param window its begin, milliseconds since 1970 UTC
     * @param active by cohort of level FIRMWARE and MODEL
     */
    record ActivityPart(int sender, long window, SortedMap<Cohort, Active> active) implements Part {}

    /**
     * How many devices there are at all: what shares are shares of.
     *
     * @param sender partition that says so
     * @param cohorts by cohort of level APP, FIRMWARE and MODEL
     */
    record CohortsPart(int sender, SortedMap<Cohort, Fleet.Activity> cohorts) implements Part {}

    /**
     * The sender has said all it has to say on windows that end at or before its watermark.
     *
     * @param progress who says so, and how far it is
     */
    record ProgressPart(Progress progress) implements Part {}

    /**
     * What became of the records of the sender's partition, by input topic. It passes through the destination side to the alerts
     * and is kept only there.
     *
     * @param sender partition that says so
     * @param byTopic by the topic's name without prefix
     */
    record TalliesPart(int sender, SortedMap<String, Tally> byTopic) implements Part {}

    /**
     * Under which rules the sender judges from here on.
     *
     * @param rules all that are in force, not only what changed
     */
    record PolicyPart(List<PolicyRule> rules) implements Part {}

    /**
     * Judgement on one destination by the partition that owns it.
     *
     * @param destination its name
     * @param verdicts not yet corrected for many tests; with none, and no tests, earlier ones are taken back
     * @param tests comparisons made, for that correction
     */
    record VerdictsPart(String destination, List<Verdict> verdicts, long tests) implements Part {}

    /**
     * Who was there in a window.
     *
     * @param devices distinct devices
     * @param events connection events, occurrences of aggregated feeds included
     */
    record Active(long devices, long events) {}
}
