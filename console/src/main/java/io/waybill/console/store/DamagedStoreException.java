package io.waybill.console.store;

/** The database failed in a way after which it answers nothing until it is closed and opened again. Its file is whole. */
public final class DamagedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean original;

    DamagedStoreException(String message, Throwable cause, boolean original) {
        super(message, cause);
        this.original = original;
    }

    /** Whether the database failed at this very statement, and had not before. */
    boolean isOriginal() {
        return original;
    }
}
