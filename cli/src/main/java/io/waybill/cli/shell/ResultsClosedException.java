package io.waybill.cli.shell;

import java.io.IOException;

/** Whoever read our results has gone, as {@code head} does; there is nobody left to work for, and nothing is wrong. */
public final class ResultsClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    ResultsClosedException(IOException cause) {
        super("the reader of the results has gone", cause);
    }
}
