package io.waybill.console.web;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.console.Access;
import io.waybill.console.ConsoleSettings;
import io.waybill.console.SampleFleet;
import io.waybill.console.Samples;
import io.waybill.console.api.Questions;
import io.waybill.console.desk.ConsoleActions;
import io.waybill.console.feed.FeedHealth;
import io.waybill.console.feed.FeedHealth.TopicHealth;
import io.waybill.console.store.Batch;
import io.waybill.console.store.FleetStore;
import io.waybill.schemas.Alert;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

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
    private volatile FeedHealth feed = LEVEL;

    ServedFleet(Path folder) {
        this(folder, UnaryOperator.identity(), ConsoleActions.NONE);
    }

    /** With another way in, and with what can be done. */
    ServedFleet(Path folder, UnaryOperator<Access> access, ConsoleActions actions) {
        store = FleetStore.open(folder.resolve("console.duckdb"));
        store.commit(SampleFleet.batch("live"));
        store.commit(SampleFleet.batch("redmi-2014"));
        store.commit(SampleFleet.afterUpdate("redmi-2015"));
        ConsoleSettings settings = ConsoleSettings.local("127.0.0.1:1", "http://127.0.0.1:1", folder)
                .withAccess(access.apply(Access.LOCAL.withPort(0)))
                .withVersion("test");
        server = new WebServer(
                settings,
                new Questions(store.readers()),
                () -> feed,
                stream,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                actions);
        server.start();
    }

    String url() {
        return server.url();
    }

    /** Whether the feed says that it has not yet read all that was published before it began. */
    void behind(boolean behind) {
        feed = behind ? new FeedHealth(false, null, null, LEVEL.topics()) : LEVEL;
    }

    FleetStore store() {
        return store;
    }

    /** A finding about a device of that name comes in, as the feed would bring it. */
    void raise(String device) {
        Alert alert =
                Samples.alert(device, "watch-list", SubjectLevel.DEVICE, device, "late.example", Severity.CRITICAL, 90);
        Batch batch = new Batch();
        batch.put("live", Topic.ALERT, Samples.key(device), alert, 0);
        store.commit(batch);
        stream.stored(batch);
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
