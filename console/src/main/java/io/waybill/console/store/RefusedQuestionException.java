package io.waybill.console.store;

/** A question made the database fail for good too often to be asked again soon; the message says until when. */
public final class RefusedQuestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedQuestionException(String message) {
        super(message);
    }
}
