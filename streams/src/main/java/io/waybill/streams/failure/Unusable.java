package io.waybill.streams.failure;

/** A record cannot be used: thrown where it is read or taken, caught by the first stage, which sends it to the dead letters. */
public final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * With particulars for people.
     *
     * @param message what is wrong with this very record
     */
    public Unusable(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
