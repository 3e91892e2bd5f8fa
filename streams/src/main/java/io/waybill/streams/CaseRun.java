package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import io.waybill.streams.feed.EndOfInput;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.topics.PipelineTopics;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * One replay into a case: makes its topics, runs its pipeline in this process, takes input through {@link #feed()}, and gives
 * back the final tables when all of it went through. Used by one thread.
 */
public final class CaseRun implements AutoCloseable {

    /**
     * Settings of Kafka Streams for a replay, which may be large. At its end everything is examined within one transaction; after
     * the default of ten seconds the broker would abort it, the tasks would restore their state and examine again, without end. Five
     * minutes is what a consumer is waited for too. Price: who replays into the same case again right after a kill waits until the
     * transaction that was cut off has timed out.
     *
     * <p>It may be small too, and a consumer that is closed waits for the fetch that is under way: for records that do not come, half
     * a second by default, a twentieth here.
     */
    public static final Map<String, String> CLIENTS =
            Map.of("producer.transaction.timeout.ms", "300000", "consumer.fetch.max.wait.ms", "50");

    private static final Duration POLL = Duration.ofMillis(100);

    private final PipelineSettings settings;
    private final SchemaRegistryClient registry;
    private final TableReader reader;
    private final FleetStreamsApp app;
    private final FleetFeed feed;
    private final long round;

    /** Makes what is missing and starts. A case that exists goes on with what it has. */
    public CaseRun(PipelineSettings settings, IpLocator locator, Clock clock) {
        this.settings = settings;
        Map<String, Object> admin = new HashMap<>(settings.kafka());
        admin.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        try (Admin client = Admin.create(admin)) {
            new PipelineTopics(client).createCase(settings.prefix(), settings.partitions(), settings.applicationId());
        }
        registry = settings.registry().connect();
        reader = new TableReader(settings.bootstrapServers(), settings.kafka());
        PipelineProgress before = progress();
        round = before == null ? 1 : before.getRound() + 1;
        app = new FleetStreamsApp(settings, locator);
        feed = new FleetFeed(
                settings.bootstrapServers(), settings.registry(), settings.prefix(), clock, settings.kafka());
        app.start();
    }

    /**
     * Waits until the pipeline has its partitions and their state.
     *
     * @return whether it runs; false when time ran out
     * @throws IllegalStateException when the pipeline failed
     */
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return app.awaitRunning(patience);
    }

    /**
     * Takes the input.
     *
     * @throws IllegalStateException when the pipeline failed
     */
    public FleetFeed feed() {
        app.throwIfFailed();
        return feed;
    }

    /**
     * Ends the input, waits until all of it went through, and reads what came out.
     *
     * @param onProgress told how far it is, several times a second
     * @throws IllegalStateException when the pipeline failed
     */
    public CaseTables finish(Consumer<PipelineProgress> onProgress) throws InterruptedException {
        return finish(onProgress, restoration -> {});
    }

    /**
     * The same, and tells how far the state is rebuilt of a case that was there before.
     *
     * @param onRestoring told several times a second where that stands
     */
    public CaseTables finish(Consumer<PipelineProgress> onProgress, Consumer<RestoreProgress.Restoration> onRestoring)
            throws InterruptedException {
        feed.endOfInput(round);
        PipelineProgress now = reader.awaitLatest(
                Topic.PROGRESS.name(settings.prefix()),
                values(PipelineProgress.class),
                POLL,
                latest -> {
                    app.throwIfFailed();
                    onProgress.accept(latest);
                    return latest.getRound() >= round;
                },
                () -> {
                    app.throwIfFailed();
                    onRestoring.accept(app.restoration());
                });
        return new CaseTables(
                List.copyOf(table(Topic.COUNT, DestinationCount.class)),
                List.copyOf(table(Topic.ALERT, Alert.class)),
                now);
    }

    /** The events that alerts refer to, by event id, read from the topic they came in by. */
    public Map<String, DeviceConnection> events(List<Alert> alerts) {
        Set<String> wanted = new HashSet<>();
        Set<String> devices = new HashSet<>();
        for (Alert alert : alerts) {
            for (Evidence each : alert.getEvidence()) {
                wanted.add(each.getEventId());
                devices.add(each.getDeviceId());
            }
        }
        Map<String, DeviceConnection> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        boolean anyDevice = devices.contains("");
        String topic = Topic.CONNECTION.name(settings.prefix());
        RecordDeserializer<DeviceConnection> values = values(DeviceConnection.class);
        reader.forEach(topic, record -> {
            if (EndOfInput.round(record.headers()).isPresent() || record.key() == null) {
                return;
            }
            if (anyDevice || devices.contains(new String(record.key(), StandardCharsets.UTF_8))) {
                DeviceConnection event = values.deserialize(topic, record.value());
                if (event != null && wanted.contains(event.getEventId())) {
                    found.putIfAbsent(event.getEventId(), event);
                }
            }
        });
        return found;
    }

    /** What the case was told besides events, read from its topics. */
    public CaseReference reference() {
        String topic = Topic.LIFECYCLE.name(settings.prefix());
        RecordDeserializer<DeviceLifecycle> values = values(DeviceLifecycle.class);
        List<DeviceLifecycle> lifecycle = new ArrayList<>();
        reader.forEach(topic, record -> {
            DeviceLifecycle value = values.deserialize(topic, record.value());
            if (value != null) {
                lifecycle.add(value);
            }
        });
        return new CaseReference(
                table(Topic.PROFILE, DeviceProfile.class), lifecycle, table(Topic.POLICY, PolicyRule.class));
    }

    private <T extends SpecificRecord> List<T> table(Topic topic, Class<T> type) {
        return List.copyOf(
                reader.read(topic.name(settings.prefix()), values(type)).values());
    }

    private @Nullable PipelineProgress progress() {
        return reader.read(Topic.PROGRESS.name(settings.prefix()), values(PipelineProgress.class))
                .get(AlertStage.PROGRESS_KEY);
    }

    private <T extends SpecificRecord> RecordDeserializer<T> values(Class<T> type) {
        return new RecordDeserializer<>(type, registry);
    }

    @Override
    public void close() {
        feed.close();
        app.close();
        try {
            registry.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
