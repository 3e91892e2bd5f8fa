package io.waybill.testkit.score;

import java.util.OptionalDouble;

/**
 * How one detector did.
 *
 * @param detector its id
 * @param found expected alerts that were there
 * @param missed expected alerts that were not
 * @param unexpected alerts above informational that were neither expected nor allowed
 * @param allowed alerts above informational that were allowed
 * @param spanHours median hours from the begin of the misbehaviour to the end of the span that the final alert rests on; empty
 *     where none was found. It is no time to detection: the file of alerts holds their last revision, which rests on all that came
 * @param delayHours time to detection: median hours from the begin of the misbehaviour to the first time that the alert was raised
 *     with the severity that is asked for; empty where nobody watched while events came
 */
public record DetectorScore(
        String detector,
        long found,
        long missed,
        long unexpected,
        long allowed,
        OptionalDouble spanHours,
        OptionalDouble delayHours) {

    /** Share of the alerts given that were right. */
    public Proportion precision() {
        return new Proportion(found, found + unexpected);
    }

    /** Share of the alerts due that were given. */
    public Proportion recall() {
        return new Proportion(found, found + missed);
    }

    /** Harmonic mean of precision and recall; 1 where nothing was due and nothing was given. */
    public double f1() {
        long errors = missed + unexpected;
        return found + errors == 0 ? 1 : 2.0 * found / (2.0 * found + errors);
    }
}
