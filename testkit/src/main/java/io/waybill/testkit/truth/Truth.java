package io.waybill.testkit.truth;

import java.util.List;

/**
 * The truth about one simulated fleet.
 *
 * @param version of this format
 * @param scenario id of the story
 * @param summary the story in a sentence
 * @param devices phones
 * @param hours length of the period
 * @param seed of the simulation
 * @param from begin of the period, milliseconds since 1970 UTC
 * @param to its end
 * @param events connection events that the feeds delivered
 * @param expected alerts that must be there; everything else above informational is false
 * @param allowed alerts that may be there without being false
 */
public record Truth(
        int version,
        String scenario,
        String summary,
        int devices,
        int hours,
        long seed,
        long from,
        long to,
        long events,
        List<Expectation> expected,
        List<Expectation> allowed) {

    /** The version written today. */
    public static final int VERSION = 1;
}
