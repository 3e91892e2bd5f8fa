package io.waybill.cli.report;

import java.util.OptionalLong;

/**
 * That a detector ran, and how hard it looked, so that "nothing found" can be weighed.
 *
 * @param detector its id
 * @param of what it looks at
 * @param examined subjects it had enough data to judge; empty where that was not counted
 * @param abstained subjects it had too little data to judge; empty where that was not counted
 */
public record DetectorEffort(String detector, Of of, OptionalLong examined, OptionalLong abstained) {

    /** What is counted. */
    public enum Of {
        /** Single handsets. */
        DEVICES,
        /** Manufacturer and model. */
        MODELS
    }

    /** Ran, not counted how hard. */
    public static DetectorEffort ran(String detector) {
        return new DetectorEffort(detector, Of.DEVICES, OptionalLong.empty(), OptionalLong.empty());
    }

    /** Looked at devices. */
    public static DetectorEffort ofDevices(String detector, long examined, long abstained) {
        return new DetectorEffort(detector, Of.DEVICES, OptionalLong.of(examined), OptionalLong.of(abstained));
    }

    /** Looked at models. */
    public static DetectorEffort ofModels(String detector, long examined, long abstained) {
        return new DetectorEffort(detector, Of.MODELS, OptionalLong.of(examined), OptionalLong.of(abstained));
    }
}
