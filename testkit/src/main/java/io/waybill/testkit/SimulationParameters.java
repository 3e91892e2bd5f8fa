package io.waybill.testkit;

import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.scenario.Scenario;
import java.time.Instant;

/**
 * What a simulation is a pure function of.
 *
 * @param scenario the story
 * @param devices phones in the fleet, 1 to 100,000
 * @param hours length of the simulated period, 1 to 2,160 (90 days)
 * @param seed any number; the same one gives the same bytes
 */
public record SimulationParameters(Scenario scenario, int devices, int hours, long seed) {

    /** When every simulated period begins: midnight UTC of a Monday. */
    public static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    private static final int MOST_DEVICES = 100_000;
    private static final int MOST_HOURS = 2_160;

    /** Checks the ranges. */
    public SimulationParameters {
        if (devices < 1 || devices > MOST_DEVICES) {
            throw new IllegalArgumentException("devices must be 1 to " + MOST_DEVICES + ", not " + devices);
        }
        if (hours < 1 || hours > MOST_HOURS) {
            throw new IllegalArgumentException("hours must be 1 to " + MOST_HOURS + ", not " + hours);
        }
    }

    /** The simulated period. */
    public Span period() {
        long from = BEGIN.toEpochMilli();
        return new Span(from, from + hours * 3_600_000L);
    }
}
