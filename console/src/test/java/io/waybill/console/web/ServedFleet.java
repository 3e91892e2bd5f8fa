package io.waybill.console.web;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.console.ConsoleSettings;
import io.waybill.console.SampleFleet;
import io.waybill.console.api.Questions;
import io.waybill.console.feed.FeedHealth;
import io.waybill.console.feed.FeedHealth.TopicHealth;
import io.waybill.console.store.FleetStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sample fleet behind a real server on a free loopback port, without a broker. */
final class ServedFleet implements AutoCloseable {

    private static final FeedHealth LEVEL = new FeedHealth(
            true,
            null,
            null,
            List.of(
                    new TopicHealth("live", "waybill.destination.count.v1", 6_732, 0, false),
                    new TopicHealth("live", "waybill.alert.v1", 10, 0, false),
                    new TopicHealth("live", "waybill.device.connection.v1.dlq", 2, 0, true)));

    private final FleetStore store;
    private final WebServer server;
    private final Stream stream = new Stream();

    ServedFleet(Path folder) {
        this(folder, null);
    }

    ServedFleet(Path folder, @Nullable String token) {
        store = FleetStore.open(folder.resolve("console.duckdb"));
        store.commit(SampleFleet.batch("live"));
        store.commit(SampleFleet.batch("redmi-2014"));
        ConsoleSettings settings = new ConsoleSettings(
                "127.0.0.1:1",
                Map.of(),
                "http://127.0.0.1:1",
                Map.of(),
                folder,
                ConsoleSettings.DEFAULT_BIND_ADDRESS,
                0,
                token,
                "test");
        server = new WebServer(
                settings,
                new Questions(store.readers()),
                () -> LEVEL,
                stream,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        server.start();
    }

    String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
