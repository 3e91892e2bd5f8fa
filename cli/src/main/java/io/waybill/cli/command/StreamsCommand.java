package io.waybill.cli.command;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.live.PipelineHost;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Flags;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill streams}. */
@Command(
        name = "streams",
        description =
                "Run the pipeline alone against a Kafka cluster until Ctrl-C. Start as many as there are partitions.",
        footer = {
            "",
            "The topics must be there ('waybill topics create'); broker, registry and topics that are not there yet"
                    + " are waited for.",
            "Serves /health/live, /health/ready and /metrics at health.bind.address and health.port."
        })
public final class StreamsCommand implements Callable<Integer> {

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final Terminal terminal;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Option(names = "--threads", paramLabel = "N", description = "Stream threads. Default: pipeline.threads")
    private @Nullable Integer threads;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--health-port", paramLabel = "PORT", description = "Health and metrics. Default: health.port")
    private @Nullable Integer healthPort;

    /** Writes results and messages there. */
    public StreamsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        Config config = address.config(flags());
        config.warnings().forEach(warning -> terminal.say("note: " + warning));
        try (StopSignal stop = StopSignal.listen();
                PipelineHost host = PipelineHost.open(config, Version.TEXT)) {
            terminal.result("health    " + host.url() + "/health/ready");
            terminal.result("metrics   " + host.url() + "/metrics");
            String told = "";
            while (!stop.await(CHECK_INTERVAL)) {
                host.step();
                String detail = host.health().detail();
                if (!detail.equals(told)) {
                    terminal.say("pipeline: " + detail);
                    told = detail;
                }
            }
        }
        return ExitCode.DONE;
    }

    private Flags flags() {
        return data.flags()
                .with(ConfigTable.THREADS, "--threads", threads)
                .with(ConfigTable.HEALTH_PORT, "--health-port", healthPort);
    }
}
