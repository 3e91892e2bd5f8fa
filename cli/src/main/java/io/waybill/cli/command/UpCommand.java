package io.waybill.cli.command;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.InvalidConfigurationException;
import io.waybill.cli.config.Parts;
import io.waybill.cli.health.HealthLine;
import io.waybill.cli.live.LiveStack;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Flags;
import io.waybill.cli.shell.SettingOptions;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill up}. */
@Command(
        name = "up",
        description = "Run broker, registry, pipeline and console in this process until Ctrl-C.",
        footer = {
            "",
            "Broker and registry listen on 127.0.0.1 only; console and health as well, unless settings say otherwise."
                    + " The state is in --data and survives restarts and kill -9."
        })
public final class UpCommand implements Callable<Integer> {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final Terminal terminal;

    @Mixin
    private final SettingOptions settings = new SettingOptions();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "Kafka; 0 takes a free one. Default: embedded.broker.port, 9092")
    private @Nullable Integer brokerPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            description = "Schema registry. Default: embedded.registry.port, 8081")
    private @Nullable Integer registryPort;

    @Option(names = "--console-port", paramLabel = "PORT", description = "Console. Default: console.port, 8080")
    private @Nullable Integer consolePort;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description = "Health and metrics of the pipeline. Default: health.port, 8082")
    private @Nullable Integer healthPort;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of topics made now; it cannot be changed later. Default: topics.partitions, 4")
    private @Nullable Integer partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the pipeline. Default: pipeline.threads, 2")
    private @Nullable Integer threads;

    /** Writes results and messages there. */
    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Config config = settings.config(flags());
        config.warnings().forEach(warning -> terminal.say("note: " + warning));
        List<String> problems = Parts.problems(config);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        try (StopSignal stop = StopSignal.listen();
                LiveStack stack = LiveStack.start(config, Version.TEXT)) {
            terminal.result("console   " + stack.console().url());
            terminal.result("broker    " + stack.kafka().bootstrapServers());
            terminal.result("registry  " + stack.kafka().registryUrl());
            terminal.result("health    " + stack.host().url() + "/health/ready");
            terminal.result("metrics   " + stack.host().url() + "/metrics");
            terminal.say("state in " + Parts.dataFolder(config).toAbsolutePath().normalize() + "; Ctrl-C stops");
            HealthLine line = new HealthLine(terminal);
            while (!stop.await(CHECK_INTERVAL)) {
                stack.host().step();
                line.show(stack.host().health());
            }
        }
        return ExitCode.DONE;
    }

    private Flags flags() {
        return data.flags()
                .with(ConfigTable.BROKER_PORT, "--broker-port", brokerPort)
                .with(ConfigTable.REGISTRY_PORT, "--registry-port", registryPort)
                .with(ConfigTable.CONSOLE_PORT, "--console-port", consolePort)
                .with(ConfigTable.HEALTH_PORT, "--health-port", healthPort)
                .with(ConfigTable.TOPICS_PARTITIONS, "--partitions", partitions)
                .with(ConfigTable.THREADS, "--threads", threads);
    }
}
