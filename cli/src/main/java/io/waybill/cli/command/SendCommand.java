package io.waybill.cli.command;

import static java.util.Objects.requireNonNull;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.health.HealthServer;
import io.waybill.cli.send.AlertSender;
import io.waybill.cli.send.BackOff;
import io.waybill.cli.send.Target;
import io.waybill.cli.send.WebhookSecret;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Topic;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill send}. */
@Command(
        name = "send",
        description = "Send alerts to a webhook, to syslog, or rendered into a topic; at least once, in order.",
        footer = {
            "",
            "TARGET is [json=|ocsf=|ecs=|cef=] and then topic, http(s)://..., syslog+tcp://HOST:PORT or syslog+udp://HOST:PORT.",
            "Where it is, the broker remembers by target: starting it again goes on. For anything else there is Kafka Connect."
        })
public final class SendCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "TARGET", description = "Where to, and in which form.")
    private String target = "";

    @Option(names = "--case", paramLabel = "NAME", description = "Of this case; without it, of what runs live.")
    private @Nullable String caseName;

    @Option(
            names = "--secret",
            paramLabel = "FILE",
            description = "Sign what a webhook gets with the secret in this file.")
    private @Nullable Path secret;

    @Option(
            names = "--least-severity",
            paramLabel = "SEVERITY",
            defaultValue = "INFORMATIONAL",
            description = "Pass over what is below. Default: informational")
    private Severity leastSeverity = Severity.INFORMATIONAL;

    @Option(names = "--suppressed", description = "Send what a policy rule keeps quiet as well.")
    private boolean suppressed;

    @Option(
            names = "--give-up-after",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "Waits for a receiver, together, before an alert is dead-lettered. Default: ${DEFAULT-VALUE}")
    private long giveUpSeconds;

    @Mixin
    private final HealthOption health = new HealthOption();

    @Option(names = "--once", description = "End when all alerts that are there were sent.")
    private boolean once;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Writes results and messages there. */
    public SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        String prefix = caseName == null
                ? address.config().text(ConfigTable.TOPICS_PREFIX)
                : PipelineSettings.casePrefix(caseName);
        AlertSender.Settings settings = new AlertSender.Settings(
                target(),
                prefix,
                secret == null ? null : WebhookSecret.read(secret),
                leastSeverity,
                suppressed,
                new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(giveUpSeconds)));
        prepare(settings);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (StopSignal stop = StopSignal.listen();
                SchemaRegistryClient registry = address.addresses().registry().connect();
                AlertSender sender =
                        new AlertSender(settings, address.addresses().kafka(), registry).meteredBy(meters);
                HealthServer server = health.serve(address.config(), sender::health, meters, terminal)) {
            sender.run(() -> stopped(stop), once);
            terminal.result(sender.tally().toString());
            return sender.tally().deadLettered() == 0 ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
        }
    }

    private static boolean stopped(StopSignal stop) {
        try {
            return stop.await(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void prepare(AlertSender.Settings settings) throws CouldNotRunException {
        try (Admin admin = Brokers.connect(address.addresses())) {
            PipelineTopics topics = new PipelineTopics(admin);
            Set<String> names = topics.names();
            String alerts = Topic.ALERT.name(settings.prefix());
            if (!names.contains(alerts)) {
                throw Brokers.without(alerts, address.addresses());
            }
            topics.createOnDemand(settings.prefix());
        }
    }

    private Target target() {
        try {
            return Target.parse(target);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
