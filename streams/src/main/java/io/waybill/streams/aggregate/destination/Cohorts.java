package io.waybill.streams.aggregate.destination;

import io.waybill.streams.detect.Cohort;
import java.util.List;

/** Which wider cohorts the devices of a cohort are counted in as well. */
final class Cohorts {

    private Cohorts() {}

    /**
     * Maker and fleet for a model, nothing for the others: a device has one model, but may have run several builds and have
     * many apps, so only the models' devices add up.
     */
    static List<Cohort> above(Cohort cohort) {
        return switch (cohort.level()) {
            case MODEL -> List.of(Cohort.manufacturer(cohort.manufacturer()), Cohort.FLEET);
            case DEVICE, APP, FIRMWARE, MANUFACTURER, FLEET -> List.of();
        };
    }
}
