package io.waybill.streams.part;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import org.jspecify.annotations.Nullable;

/**
 * Cohorts that come again and again: a fleet has some hundreds, and each destination is told of all that reached it. The same
 * cohort is the same object where it can be. Bounded and safe for several threads as
 * {@link io.waybill.streams.codec.RecurringTexts} is.
 */
final class RecurringCohorts {

    static final int SLOTS = 1 << 13;

    private final @Nullable Cohort[] slots = new Cohort[SLOTS];

    Cohort of(SubjectLevel level, String manufacturer, String model, String firmware, String app) {
        int hash = 31 * (31 * manufacturer.hashCode() + model.hashCode()) + firmware.hashCode();
        hash = 31 * (31 * hash + app.hashCode()) + level.ordinal();
        int slot = (hash ^ hash >>> 13) & SLOTS - 1;
        Cohort known = slots[slot];
        if (known != null
                && known.level() == level
                && known.manufacturer().equals(manufacturer)
                && known.model().equals(model)
                && known.firmware().equals(firmware)
                && known.app().equals(app)) {
            return known;
        }
        Cohort made = new Cohort(level, manufacturer, model, firmware, app);
        slots[slot] = made;
        return made;
    }
}
