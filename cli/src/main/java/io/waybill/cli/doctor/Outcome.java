package io.waybill.cli.doctor;

import java.util.List;

/** What a {@link Check} found. */
public sealed interface Outcome {

    /** What was seen, in a sentence. */
    String seen();

    /** Particulars, a line each. */
    List<String> details();

    /** As it should be. */
    record Good(String seen, List<String> details) implements Outcome {
        /** Without particulars. */
        public Good(String seen) {
            this(seen, List.of());
        }
    }

    /**
     * Works, but somebody should know.
     *
     * @param advice what to do
     */
    record Doubtful(String seen, List<String> details, String advice) implements Outcome {}

    /**
     * Does not work, or a figure is wrong.
     *
     * @param advice what to do
     */
    record Bad(String seen, List<String> details, String advice) implements Outcome {}

    /** Could not be looked at, because something it needs is not there; not counted as bad. */
    record Unknown(String seen, List<String> details) implements Outcome {
        /** Without particulars. */
        public Unknown(String seen) {
            this(seen, List.of());
        }
    }
}
