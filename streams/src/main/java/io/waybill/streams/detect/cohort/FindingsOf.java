package io.waybill.streams.detect.cohort;

import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Span;
import java.util.List;

/** The findings of one device-side detector at a destination. */
final class FindingsOf {

    private FindingsOf() {}

    static List<Finding> detector(DestinationView view, String id) {
        return view.findings().stream()
                .filter(finding -> finding.detector().equals(id))
                .toList();
    }

    /** From the first of them to the end of the last; there is one at least. */
    static Span span(List<Finding> findings) {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (Finding finding : findings) {
            start = StrictMath.min(start, finding.window().start());
            end = StrictMath.max(end, finding.window().end());
        }
        return new Span(start, end);
    }

    /** A number the device's side wrote down. */
    static double fact(Finding finding, String name) {
        return finding.facts().getOrDefault(name, 0.0);
    }

    /** Words the device's side wrote down. */
    static String note(Finding finding, String name) {
        return finding.notes().getOrDefault(name, "");
    }
}
