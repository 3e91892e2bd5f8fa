package io.waybill.streams.detect;

import io.waybill.schemas.SubjectLevel;

/**
 * Devices that share a level of the attribution ladder. Fields above the level are filled, fields below it are empty.
 *
 * @param level APP, FIRMWARE, MODEL, MANUFACTURER or FLEET
 * @param manufacturer empty at APP and FLEET
 * @param model empty at APP, MANUFACTURER and FLEET
 * @param firmware empty at all but FIRMWARE
 * @param app empty at all but APP
 */
public record Cohort(SubjectLevel level, String manufacturer, String model, String firmware, String app)
        implements Comparable<Cohort> {

    /** All devices. */
    public static final Cohort FLEET = new Cohort(SubjectLevel.FLEET, "", "", "", "");

    /** All devices of a maker. */
    public static Cohort manufacturer(String manufacturer) {
        return new Cohort(SubjectLevel.MANUFACTURER, manufacturer, "", "", "");
    }

    /** All devices of a model. */
    public static Cohort model(String manufacturer, String model) {
        return new Cohort(SubjectLevel.MODEL, manufacturer, model, "", "");
    }

    /** Devices of a model while they ran this build. */
    public static Cohort firmware(String manufacturer, String model, String firmware) {
        return new Cohort(SubjectLevel.FIRMWARE, manufacturer, model, firmware, "");
    }

    /** The model of a firmware. */
    public Cohort ofModel() {
        return model(manufacturer, model);
    }

    /** Devices on which this app made contacts. */
    public static Cohort app(String app) {
        return new Cohort(SubjectLevel.APP, "", "", "", app);
    }

    /** The subject value of an alert about this cohort. */
    public String value() {
        return switch (level) {
            case FLEET -> "fleet";
            case MANUFACTURER -> manufacturer;
            case MODEL -> manufacturer + " " + model;
            case FIRMWARE -> manufacturer + " " + model + " " + firmware;
            case APP -> app;
            case DEVICE -> throw new IllegalStateException("a device is no cohort");
        };
    }

    @Override
    public int compareTo(Cohort other) {
        if (this == other) {
            return 0;
        }
        int order = level.compareTo(other.level);
        order = order != 0 ? order : manufacturer.compareTo(other.manufacturer);
        order = order != 0 ? order : model.compareTo(other.model);
        order = order != 0 ? order : firmware.compareTo(other.firmware);
        return order != 0 ? order : app.compareTo(other.app);
    }
}
