package io.waybill.cli.shell;

/** What the process tells its caller. Scripts depend on the numbers. */
public final class ExitCode {

    /** Done. */
    public static final int DONE = 0;

    /** It ran, but some input was unusable, or what was asked (a check, a score) came out negative. */
    public static final int UNUSABLE_INPUT = 1;

    /** Wrong usage. */
    public static final int USAGE = 2;

    /** It could not run: no broker, a port taken, no permission. */
    public static final int COULD_NOT_RUN = 3;

    private ExitCode() {}
}
