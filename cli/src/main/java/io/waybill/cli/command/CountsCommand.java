package io.waybill.cli.command;

import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.table.CountFormat;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill counts}. */
@Command(name = "counts", description = "Show what each model did at each destination, window by window.")
public final class CountsCommand implements Callable<Integer> {

    private static final Comparator<DestinationCount> ORDER = Comparator.comparing(DestinationCount::getManufacturer)
            .thenComparing(DestinationCount::getModel)
            .thenComparing(DestinationCount::getFirmware)
            .thenComparing(DestinationCount::getDestination)
            .thenComparing(DestinationCount::getWindowStart);

    private final Terminal terminal;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Option(names = "--format", paramLabel = "table|jsonl|csv", defaultValue = "TABLE", description = "Default: table")
    private CountFormat format = CountFormat.TABLE;

    /** Writes results and messages there. */
    public CountsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        return new TableCommand<>(terminal, Topic.COUNT, DestinationCount.class, ORDER, format.header(), format::render)
                .show(table);
    }
}
