package io.waybill.streams.failure;

/** A record cannot be used; it goes to the dead letters. Never leaves the package that reads records. */
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
