package io.waybill.console.desk;

/** Something that cannot be done as asked; the message tells the reader why and what to do. */
public final class DeskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What stands against it. */
    public enum Reason {
        /** More bytes than are taken. */
        TOO_LARGE,
        /** Too much is waiting already. */
        BUSY,
        /** The case is in use. */
        IN_USE,
        /** The request itself makes no sense. */
        WRONG
    }

    private final Reason reason;

    /** An exception for the reader. */
    public DeskException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What stands against it. */
    public Reason reason() {
        return reason;
    }
}
