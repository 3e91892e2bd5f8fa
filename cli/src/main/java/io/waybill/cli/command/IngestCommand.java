package io.waybill.cli.command;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureFormats;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Parts;
import io.waybill.cli.health.Health;
import io.waybill.cli.health.HealthServer;
import io.waybill.cli.ingest.Ingest;
import io.waybill.cli.ingest.IngestRequest;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill ingest}. */
@Command(
        name = "ingest",
        description = "Publish what a running network tells to a running pipeline, until Ctrl-C.",
        footer = {
            "",
            "Follows logs of Zeek and Suricata through rotation and goes on where it stopped; - reads a capture from standard",
            "input to its end; --netflow collects NetFlow and IPFIX; --once publishes captures of any kind."
        })
public final class IngestCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Parameters(paramLabel = "INPUT", description = "Folder or file to follow, or - for a capture on standard input.")
    private List<String> inputs = List.of();

    @Option(names = "--once", description = "Publish what the inputs hold now, in any format, and end.")
    private boolean once;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "With - or --once: read every input as this format instead of going by its content.")
    private @Nullable String format;

    @Option(
            names = "--netflow",
            paramLabel = "PORT",
            description = "Collect NetFlow v5, v9 and IPFIX on this UDP port; 0 takes a free one.")
    private @Nullable Integer netflowPort;

    @Option(
            names = "--netflow-bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address of that port. Who reaches it can send flows. Default: ${DEFAULT-VALUE}")
    private String netflowBind = "127.0.0.1";

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "Names devices by MAC or IP, and is published as their profiles.")
    private @Nullable Path inventory;

    @Option(names = "--lifecycle", paramLabel = "FILE", description = "Resets and updates, published first.")
    private @Nullable Path lifecycle;

    @Option(names = "--policy", paramLabel = "FILE", description = "Rules, published first.")
    private @Nullable Path policy;

    @Option(
            names = "--positions",
            paramLabel = "FILE",
            description = "Remembers how far logs were published. Default: a file per set of inputs in"
                    + " the folder ingest of data.dir")
    private @Nullable Path positions;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a connection waits for the log that names it. Default: ${DEFAULT-VALUE}")
    private int patienceSeconds;

    @Option(
            names = "--open-after",
            paramLabel = "HOURS",
            defaultValue = "24",
            description =
                    "How long a connection of open_conn is open, or not heard of, before it is published although it has"
                            + " not ended. Default: ${DEFAULT-VALUE}")
    private int openAfterHours;

    @Mixin
    private final HealthOption health = new HealthOption();

    /** Writes messages there. */
    public IngestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        check();
        Config config = address.config();
        IngestRequest request = new IngestRequest(
                inputs,
                once,
                wantedFormat(),
                netflowPort,
                netflowBind,
                new IngestRequest.Reference(inventory, lifecycle, policy),
                positions,
                Parts.dataFolder(config),
                Duration.ofSeconds(patienceSeconds),
                Duration.ofHours(openAfterHours));
        Ingest ingest = new Ingest(request, Addresses.of(config), config.text(ConfigTable.TOPICS_PREFIX), terminal);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ingest.tally().bindTo(meters);
        try (StopSignal stop = StopSignal.listen();
                HealthServer server =
                        health.serve(config, () -> Health.ready(ingest.tally().toString()), meters, terminal)) {
            return ingest.run(System.in, stop);
        }
    }

    private void check() {
        if (inputs.isEmpty() && netflowPort == null) {
            throw wrong("nothing to ingest: name a folder, a file or -, or give --netflow PORT");
        }
        if (inputs.contains("-") && (inputs.size() > 1 || netflowPort != null)) {
            throw wrong("- is read alone");
        }
        if (once && (inputs.isEmpty() || netflowPort != null)) {
            throw wrong("--once wants inputs, and no --netflow");
        }
        if (format != null && !once && !inputs.contains("-")) {
            throw wrong("--format goes with - or --once; what is followed is recognised by content");
        }
        if (netflowPort != null && (netflowPort < 0 || netflowPort > 65_535)) {
            throw wrong("--netflow " + netflowPort + ": no port");
        }
        if (patienceSeconds < 0) {
            throw wrong("--patience " + patienceSeconds + ": wants 0 or more seconds");
        }
        if (openAfterHours < 1) {
            throw wrong("--open-after " + openAfterHours + ": wants 1 or more hours");
        }
    }

    private @Nullable CaptureFormat wantedFormat() {
        CaptureFormat named = format == null ? null : CaptureFormats.named(format);
        if (format != null && named == null) {
            throw wrong("unknown format '" + format + "'; known are " + CaptureFormats.names());
        }
        return named;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
