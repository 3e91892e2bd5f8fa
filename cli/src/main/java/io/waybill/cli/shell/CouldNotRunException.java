package io.waybill.cli.shell;

/** Ends a command with {@link ExitCode#COULD_NOT_RUN} and a sentence that says what to do. */
public final class CouldNotRunException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the sentence for the user. */
    public CouldNotRunException(String message) {
        super(message);
    }

    /** With the sentence for the user and, for {@code -v}, the cause. */
    public CouldNotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
