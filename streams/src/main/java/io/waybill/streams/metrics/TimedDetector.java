package io.waybill.streams.metrics;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import java.util.List;

/** Detectors with a stopwatch. */
final class TimedDetector {

    private TimedDetector() {}

    record Device(DeviceDetector detector, Stopwatch watch) implements DeviceDetector {

        @Override
        public String id() {
            return detector.id();
        }

        @Override
        public long leastContacts(Policy policy) {
            return detector.leastContacts(policy);
        }

        @Override
        public List<Finding> examine(PairHistory history, Policy policy) {
            long begin = System.nanoTime();
            try {
                return detector.examine(history, policy);
            } finally {
                watch.stop(begin);
            }
        }
    }

    record Destination(DestinationDetector detector, Stopwatch watch) implements DestinationDetector {

        @Override
        public String id() {
            return detector.id();
        }

        @Override
        public long learningMillis(Policy policy, long windowMillis) {
            return detector.learningMillis(policy, windowMillis);
        }

        @Override
        public Judgement judge(DestinationView view, Policy policy) {
            long begin = System.nanoTime();
            try {
                return detector.judge(view, policy);
            } finally {
                watch.stop(begin);
            }
        }
    }
}
