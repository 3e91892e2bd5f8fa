package io.waybill.cli.command;

/** Version of the program, as users see it. */
final class Version {

    /** The number of the release. */
    static final String TEXT = "0.1.0";

    private Version() {}
}
