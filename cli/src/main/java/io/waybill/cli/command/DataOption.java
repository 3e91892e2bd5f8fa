package io.waybill.cli.command;

import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.shell.Flags;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder in which a command keeps, or finds, what stays on this machine: the setting {@code data.dir}, or this flag. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for what stays on this machine, cases too. Default: data.dir, ./waybill-data")
    private @Nullable String folder;

    /** The flag, where it was used. */
    Flags flags() {
        return new Flags().with(ConfigTable.DATA_DIR, "--data", folder);
    }
}
