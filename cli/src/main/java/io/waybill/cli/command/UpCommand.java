package io.waybill.cli.command;

import io.waybill.cli.live.LivePorts;
import io.waybill.cli.live.LiveStack;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill up}. */
@Command(
        name = "up",
        description = "Run broker, registry, pipeline and console in this process until Ctrl-C.",
        footer = {"", "Everything listens on 127.0.0.1 only. The state is in --data and survives restarts and kill -9."
        })
public final class UpCommand implements Callable<Integer> {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "waybill-data",
            description = "Keeps everything. Default: ./${DEFAULT-VALUE}")
    private Path data = Path.of("waybill-data");

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "" + Addresses.BROKER_PORT,
            description = "Kafka; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int brokerPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "" + Addresses.REGISTRY_PORT,
            description = "Schema registry. Default: ${DEFAULT-VALUE}")
    private int registryPort;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            defaultValue = "" + Addresses.CONSOLE_PORT,
            description = "Console. Default: ${DEFAULT-VALUE}")
    private int consolePort;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of topics made now; it cannot be changed later. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of the pipeline. Default: ${DEFAULT-VALUE}")
    private int threads;

    /** Writes results and messages there. */
    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LivePorts ports = new LivePorts(brokerPort, registryPort, consolePort);
        try (StopSignal stop = StopSignal.listen();
                LiveStack stack = LiveStack.start(data, ports, partitions, threads, Version.TEXT)) {
            terminal.result("console   " + stack.console().url());
            terminal.result("broker    " + stack.kafka().bootstrapServers());
            terminal.result("registry  " + stack.kafka().registryUrl());
            terminal.say("state in " + data.toAbsolutePath().normalize() + "; Ctrl-C stops");
            while (!stop.await(CHECK_INTERVAL)) {
                stack.pipeline().throwIfFailed();
            }
        }
        return ExitCode.DONE;
    }
}
