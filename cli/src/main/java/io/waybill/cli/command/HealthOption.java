package io.waybill.cli.command;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.health.Health;
import io.waybill.cli.health.HealthServer;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Health and metrics of a command that runs beside the pipeline: served where asked for. */
final class HealthOption {

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description =
                    "Serve /health/live, /health/ready and /metrics there, on health.bind.address; 0 takes a free port.")
    private @Nullable Integer port;

    /** Serves them and says where; null where nobody asked. */
    @Nullable
    HealthServer serve(Config config, Supplier<Health> health, PrometheusMeterRegistry meters, Terminal terminal)
            throws IOException {
        if (port == null) {
            return null;
        }
        HealthServer server = HealthServer.start(config.text(ConfigTable.HEALTH_ADDRESS), port, health, meters);
        terminal.say("waybill: health and metrics on port " + server.port());
        return server;
    }
}
