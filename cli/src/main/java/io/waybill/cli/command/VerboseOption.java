package io.waybill.cli.command;

import io.waybill.cli.shell.LogSetup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code -v} of every command. */
public final class VerboseOption {

    /** Given once or twice. */
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log what happens to stderr; twice for the libraries as well.")
    void verbose(boolean[] given) {
        LogSetup.verbosity(given.length);
    }
}
