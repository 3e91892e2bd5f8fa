package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill topics list}: the catalogue, without asking a broker. */
@Command(name = "list", description = "Show the topics, who writes them, their schema and how they are kept.")
public final class TopicsListCommand implements Callable<Integer> {

    private static final String ROW = "%-42s %-9s %-17s %s";

    private final Terminal terminal;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "In front of every name, e.g. 'tenant1.'.")
    private String prefix = "";

    TopicsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        terminal.result(String.format(ROW, "TOPIC", "WRITTEN BY", "VALUE", "CONFIGURATION"));
        for (Topic topic : Topic.values()) {
            Schema schema = topic.schema();
            String writer = topic.isInput() ? "feeds" : "waybill";
            String value = schema == null ? "raw bytes" : schema.getName();
            String kept = new TreeMap<>(topic.configuration(false))
                    .entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .reduce((a, b) -> a + " " + b)
                            .orElse("");
            terminal.result(String.format(ROW, topic.name(prefix), writer, value, kept));
        }
        return ExitCode.DONE;
    }
}
