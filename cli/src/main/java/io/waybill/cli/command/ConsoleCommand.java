package io.waybill.cli.command;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Parts;
import io.waybill.cli.live.LiveRules;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import io.waybill.console.Console;
import io.waybill.console.ConsoleSettings;
import io.waybill.console.desk.ConsoleActions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill console}. */
@Command(
        name = "console",
        description = "Run the console alone against a Kafka cluster until Ctrl-C; each has a store of its own.",
        footer = {"", "Listens on 127.0.0.1 unless console.bind.address and console.token say otherwise."})
public final class ConsoleCommand implements Callable<Integer> {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final Terminal terminal;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Option(names = "--port", paramLabel = "PORT", description = "Default: console.port")
    private @Nullable Integer port;

    @Mixin
    private final DataOption data = new DataOption();

    /** Writes results and messages there. */
    public ConsoleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        Config config = address.config(data.flags().with(ConfigTable.CONSOLE_PORT, "--port", port));
        config.warnings().forEach(warning -> terminal.say("note: " + warning));
        Files.createDirectories(Parts.dataFolder(config));
        try (StopSignal stop = StopSignal.listen();
                Console console = start(config)) {
            terminal.result("console   " + console.url());
            while (!stop.await(CHECK_INTERVAL)) {
                // Serving and reading go on by themselves; what is wrong shows in /health.
            }
        }
        return ExitCode.DONE;
    }

    private static Console start(Config config) throws CouldNotRunException {
        try {
            ConsoleSettings settings = Parts.console(config, Version.TEXT);
            LiveRules rules = new LiveRules(
                    settings.livePrefix(), settings.bootstrapServers(), config.registry(), config.kafkaClients());
            return new Console(settings, new ConsoleActions(null, rules)).start();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()), e);
        }
    }
}
