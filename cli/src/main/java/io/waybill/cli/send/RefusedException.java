package io.waybill.cli.send;

/** A receiver that will not take an alert, however often it is sent. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
