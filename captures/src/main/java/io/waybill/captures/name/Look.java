package io.waybill.captures.name;

import org.jspecify.annotations.Nullable;

/**
 * Result of looking at the start of a stream.
 *
 * @param more whether more bytes could tell more
 * @param finding what is known so far, or null
 */
public record Look(boolean more, @Nullable Finding finding) {

    /** Not decided yet. */
    public static final Look MORE = new Look(true, null);

    /** There is no name here and none will come. */
    public static final Look NOTHING = new Look(false, null);

    static Look found(Finding finding) {
        return new Look(false, finding);
    }

    static Look soFar(Finding finding) {
        return new Look(true, finding);
    }
}
