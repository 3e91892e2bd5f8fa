package io.waybill.captures;

/**
 * One record of an input cannot be used. Readers catch it, report an {@link InputProblem} with its message as reason and go
 * on with the next record. It carries no stack trace: a hostile file makes many.
 */
public final class BadRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a reason that a person can act on. */
    public BadRecordException(String reason) {
        super(reason, null, false, false);
    }

    /** The reason; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
