package io.waybill.cli.verify;

import io.waybill.streams.alert.render.Hazards;

/**
 * Something in a case that is not as it should be.
 *
 * @param file the file it is about
 * @param what what is wrong with it
 */
public record Discrepancy(String file, String what) {

    /** One line for a terminal. */
    public String describe() {
        return Hazards.escape(file + ": " + what);
    }
}
