package io.waybill.cli.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Parts;
import io.waybill.cli.health.Health;
import io.waybill.cli.health.HealthServer;
import io.waybill.cli.health.Motion;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.schemas.Topic;
import io.waybill.streams.FleetStreamsApp;
import io.waybill.streams.RestoreProgress;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.metrics.Metric;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the pipeline in a process of its own, against a cluster that may not be there yet. Serves health and metrics
 * from the first moment. {@link #step()} is to be called every second or so, by one thread.
 */
public final class PipelineHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineHost.class);

    private final Config config;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PipelineMeters meters = PipelineMeters.in(registry, Clock.systemUTC());
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Motion motion;
    private final Senders senders;
    private final IpLocator locator;
    private volatile Health health = Health.waiting("starting");
    private @Nullable HealthServer server;
    private @Nullable FleetStreamsApp app;
    private @Nullable KafkaStreamsMetrics streamsMetrics;
    private @Nullable KafkaStreams measured;

    private PipelineHost(Config config, Senders senders, IpLocator locator) {
        this.config = config;
        this.locator = locator;
        this.senders = senders;
        this.motion = new Motion(TimeUnit.MILLISECONDS.toNanos(config.number(ConfigTable.STUCK)));
    }

    /**
     * Serves health; the pipeline itself comes with the steps.
     *
     * @param version shown in the metrics
     * @throws IOException when health cannot be served, the state's folder not made, or IP data not read
     */
    public static PipelineHost open(Config config, String version) throws IOException {
        PipelineHost host = new PipelineHost(config, Senders.of(config), Parts.locator(config));
        Files.createDirectories(Parts.dataFolder(config).resolve("streams"));
        host.measureProcess(version);
        host.server = HealthServer.start(
                config.text(ConfigTable.HEALTH_ADDRESS),
                config.count(ConfigTable.HEALTH_PORT),
                host::health,
                host.registry);
        return host;
    }

    private void measureProcess(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder(Metric.RUNNING.id(), this, host -> host.isRunning() ? 1 : 0)
                .description(Metric.RUNNING.meaning())
                .tag("version", version)
                .register(registry);
    }

    /** How it is; as of the last step. */
    public Health health() {
        return health;
    }

    /** Where health and metrics are. */
    public String url() {
        String address = config.text(ConfigTable.HEALTH_ADDRESS);
        HealthServer serving = server;
        int port = serving == null ? 0 : serving.port();
        return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    /**
     * Starts the pipeline as soon as cluster and topics are there, and looks how it is.
     *
     * @throws IllegalStateException when the pipeline has failed for good
     */
    public void step() {
        FleetStreamsApp running = app;
        if (running == null) {
            health = tryToStart();
            return;
        }
        health = healthOf(running);
        measure(running.streams());
        running.throwIfFailed();
        senders.throwIfFailed();
    }

    private Health tryToStart() {
        int partitions;
        try (Admin admin = Brokers.connect(Addresses.of(config))) {
            String prefix = config.text(ConfigTable.TOPICS_PREFIX);
            Optional<Integer> found = new PipelineTopics(admin).partitions(prefix);
            if (found.isEmpty()) {
                return Health.waiting("waits for the topic " + Topic.CONNECTION.name(prefix)
                        + "; 'waybill topics create' makes the topics");
            }
            partitions = found.get();
        } catch (CouldNotRunException | IllegalStateException e) {
            LOG.info("not yet", e);
            return Health.waiting("waits for the cluster: " + e.getMessage());
        }
        FleetStreamsApp starting =
                new FleetStreamsApp(Parts.pipeline(config, partitions), locator, DetectorSuite.ALL, meters);
        app = starting;
        measure(starting.streams());
        starting.start();
        senders.start(registry);
        return Health.waiting("joins the group");
    }

    /** Shows the metrics of these, which are other ones after the clock of the machine was set back. */
    private void measure(KafkaStreams streams) {
        if (streams == measured) {
            return;
        }
        if (streamsMetrics != null) {
            streamsMetrics.close();
        }
        streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(registry);
        measured = streams;
    }

    private Health healthOf(FleetStreamsApp running) {
        if (!running.isAlive()) {
            return Health.dead("the pipeline failed; the log says why");
        }
        RestoreProgress.Restoration restoring = running.restoration();
        if (!restoring.isDone() && restoring.total() > 0) {
            return Health.waiting(
                    "restores its state: " + restoring.restored() + " of " + restoring.total() + " records");
        }
        if (!running.isRunning()) {
            return Health.waiting("waits for its partitions");
        }
        if (motion.isStuck(System.nanoTime(), meters.watermark("devices"), meters.taken())) {
            return Health.waiting(
                    "records come in and the watermark does not move; a partition lags, or a clock is ahead");
        }
        return Health.ready("runs");
    }

    /**
     * The pipeline itself.
     *
     * @throws IllegalStateException before it was started
     */
    public FleetStreamsApp pipeline() {
        FleetStreamsApp running = app;
        if (running == null) {
            throw new IllegalStateException("the pipeline is not started: " + health.detail());
        }
        return running;
    }

    private boolean isRunning() {
        FleetStreamsApp running = app;
        return running != null && running.isRunning();
    }

    @Override
    public void close() {
        senders.close();
        if (streamsMetrics != null) {
            streamsMetrics.close();
        }
        if (app != null) {
            app.close();
        }
        if (server != null) {
            server.close();
        }
        collections.close();
        registry.close();
    }
}
