package io.waybill.cli.command;

import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import io.waybill.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill registry}. */
@Command(
        name = "registry",
        description = "Run a small schema registry alone, with its state on a Kafka cluster, until Ctrl-C.",
        footer = {
            "",
            "For trials and tests: one instance, nobody is asked for a password (docs/embedded.md says what it leaves"
                    + " out)."
        })
public final class RegistryCommand implements Callable<Integer> {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final Terminal terminal;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where it listens. Default: ${DEFAULT-VALUE}")
    private String bindAddress = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + Addresses.REGISTRY_PORT,
            description = "0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    /** Writes results and messages there. */
    public RegistryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        Addresses addresses = address.addresses();
        Brokers.connect(addresses).close();
        try (StopSignal stop = StopSignal.listen();
                EmbeddedRegistry registry = EmbeddedRegistry.start(addresses.kafka(), bindAddress, port)) {
            terminal.result("registry  " + registry.url());
            while (!stop.await(CHECK_INTERVAL)) {
                // It answers on threads of its own.
            }
        }
        return ExitCode.DONE;
    }
}
