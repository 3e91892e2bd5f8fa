package io.waybill.streams.detect.cohort;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.WindowRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The count rows of a destination, drawn together by model: what a model did there in each window. */
final class Rows {

    private Rows() {}

    /** Rows of each known model by window start; rows of one window are its firmwares. */
    static SortedMap<Cohort, SortedMap<Long, List<WindowRow>>> byModel(DestinationView view) {
        TreeMap<Cohort, SortedMap<Long, List<WindowRow>>> models = new TreeMap<>();
        for (WindowRow row : view.windows()) {
            if (!row.cohort().model().equals("unknown")) {
                models.computeIfAbsent(
                                Cohort.model(
                                        row.cohort().manufacturer(),
                                        row.cohort().model()),
                                key -> new TreeMap<>())
                        .computeIfAbsent(row.windowStart(), key -> new ArrayList<>())
                        .add(row);
            }
        }
        return models;
    }

    static long connections(List<WindowRow> rows) {
        return rows.stream().mapToLong(WindowRow::connections).sum();
    }

    static long devices(List<WindowRow> rows) {
        return rows.stream().mapToLong(WindowRow::devices).sum();
    }

    /** Devices of the model that were active anywhere in each window; empty where that is not known. */
    static SortedMap<Long, Long> active(DestinationView view, Cohort model) {
        return view.fleet().windows().getOrDefault(model, new TreeMap<>());
    }
}
