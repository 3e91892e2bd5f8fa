package io.waybill.streams.detect;

import io.waybill.schemas.SubjectLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many devices each cohort has, arranged for judging many destinations against the same fleet. Used by one thread: what is asked
 * for is kept.
 */
public final class Roster {

    private final Map<Cohort, Long> sizes;
    private final Map<Long, Eligible> eligible = new HashMap<>();

    private Roster(Map<Cohort, Long> sizes) {
        this.sizes = sizes;
    }

    /**
     * A roster of these.
     *
     * @param sizes distinct devices, per cohort
     */
    public static Roster of(Map<Cohort, Long> sizes) {
        return new Roster(new HashMap<>(sizes));
    }

    static Roster ofActivity(Map<Cohort, Fleet.Activity> cohorts) {
        Map<Cohort, Long> sizes = new HashMap<>();
        cohorts.forEach((cohort, activity) -> sizes.put(cohort, activity.devices()));
        return new Roster(sizes);
    }

    /** Devices of a cohort. */
    public long sizeOf(Cohort cohort) {
        return sizes.getOrDefault(cohort, 0L);
    }

    /**
     * Models and firmwares that can be judged.
     *
     * @param leastDevices devices they have at least
     */
    public Eligible eligible(long leastDevices) {
        return eligible.computeIfAbsent(leastDevices, this::select);
    }

    private Eligible select(long leastDevices) {
        Map<String, List<Cohort>> models = new HashMap<>();
        Map<Cohort, List<Cohort>> firmwares = new HashMap<>();
        int modelCount = 0;
        int firmwareCount = 0;
        for (Map.Entry<Cohort, Long> entry : sizes.entrySet()) {
            Cohort cohort = entry.getKey();
            if (entry.getValue() < leastDevices || isUnknown(cohort)) {
                continue;
            }
            if (cohort.level() == SubjectLevel.MODEL) {
                models.computeIfAbsent(cohort.manufacturer(), any -> new ArrayList<>(2))
                        .add(cohort);
                modelCount++;
            } else if (cohort.level() == SubjectLevel.FIRMWARE) {
                firmwares
                        .computeIfAbsent(cohort.ofModel(), any -> new ArrayList<>(2))
                        .add(cohort);
                firmwareCount++;
            }
        }
        return new Eligible(modelCount, firmwareCount, models, firmwares);
    }

    /** Devices the inventory does not know form no cohort. */
    private static boolean isUnknown(Cohort cohort) {
        return cohort.manufacturer().equals("unknown") || cohort.model().equals("unknown");
    }

    /**
     * Cohorts of the inventory with enough devices.
     *
     * @param models how many models
     * @param firmwares how many firmwares
     * @param ofMaker the models, by maker
     * @param ofModel the firmwares, by model
     */
    public record Eligible(
            int models, int firmwares, Map<String, List<Cohort>> ofMaker, Map<Cohort, List<Cohort>> ofModel) {

        /** Whether it is a model or a firmware that can be judged; cohorts of other levels are not among them. */
        public boolean has(Cohort cohort) {
            return switch (cohort.level()) {
                case MODEL -> modelsOf(cohort.manufacturer()).contains(cohort);
                case FIRMWARE -> firmwaresOf(cohort.ofModel()).contains(cohort);
                case DEVICE, APP, MANUFACTURER, FLEET -> false;
            };
        }

        /** Models of a maker, in no order. */
        public List<Cohort> modelsOf(String maker) {
            return ofMaker.getOrDefault(maker, List.of());
        }

        /** Firmwares of a model, in no order. */
        public List<Cohort> firmwaresOf(Cohort model) {
            return ofModel.getOrDefault(model, List.of());
        }
    }
}
