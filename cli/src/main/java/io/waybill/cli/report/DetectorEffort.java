package io.waybill.cli.report;

import java.util.OptionalLong;

/**
 * That a detector ran, and how hard it looked, so that "nothing found" can be weighed.
 *
 * @param detector its id
 * @param examined subjects it had enough data to judge; empty where that was not counted
 * @param abstained subjects it had too little data to judge; empty where that was not counted
 */
public record DetectorEffort(String detector, OptionalLong examined, OptionalLong abstained) {

    /** Ran, not counted how hard. */
    public static DetectorEffort ran(String detector) {
        return new DetectorEffort(detector, OptionalLong.empty(), OptionalLong.empty());
    }
}
