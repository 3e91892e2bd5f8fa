package io.waybill.console.compare;

import java.util.Locale;

/** What became of something from one case to the other. */
public enum Verdict {
    /** Only in the second, and the first was long enough to have shown it. */
    APPEARED,
    /** Only in the first, and the second was long enough to have shown it. */
    VANISHED,
    /** In both, at a rate that differs by the factor {@link ComparisonRule#FACTOR} or more. */
    CHANGED,
    /** In both, at about the same rate. */
    SAME,
    /** In one only, but the other watched the model too little to say that it is not there. */
    UNCLEAR;

    /** The word for people and scripts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
