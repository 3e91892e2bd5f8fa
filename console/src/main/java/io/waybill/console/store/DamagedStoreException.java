package io.waybill.console.store;

/** The database failed in a way after which it answers nothing until it is closed and opened again. Its file is whole. */
public final class DamagedStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
