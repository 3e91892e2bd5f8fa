package io.waybill.cli.command;

import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Alert;
import io.waybill.schemas.Topic;
import io.waybill.streams.alert.render.AlertFormat;
import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill alerts}. */
@Command(name = "alerts", description = "Show the alerts, the gravest first.")
public final class AlertsCommand implements Callable<Integer> {

    private static final Comparator<Alert> ORDER =
            Comparator.comparing(Alert::getSeverity).reversed().thenComparing(Alert::getId);

    private final Terminal terminal;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Option(
            names = "--format",
            paramLabel = "table|jsonl|csv|ocsf|ecs|cef",
            defaultValue = "TABLE",
            description = "Default: table")
    private AlertFormat format = AlertFormat.TABLE;

    /** Writes results and messages there. */
    public AlertsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        return new TableCommand<>(terminal, Topic.ALERT, Alert.class, ORDER, format.header(), format::render)
                .show(table);
    }
}
