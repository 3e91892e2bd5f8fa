package io.waybill.streams.detect.cohort;

import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import java.util.List;

/** The findings of one device-side detector at a destination. */
final class FindingsOf {

    private FindingsOf() {}

    static List<Finding> detector(DestinationView view, String id) {
        return view.findings().stream()
                .filter(finding -> finding.detector().equals(id))
                .toList();
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
