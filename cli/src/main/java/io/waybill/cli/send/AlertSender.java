package io.waybill.cli.send;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.waybill.cli.health.Health;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Topic;
import io.waybill.streams.alert.render.AlertFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the alerts of a pipeline to one target, in a thread of its own or in the caller's. Where it is, the broker remembers. One
 * thread runs it, or starts and closes it; any may ask for {@link #health} and {@link #tally}.
 */
public final class AlertSender implements AutoCloseable {

    private final Settings settings;
    private final KafkaConsumer<String, Alert> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Outlet outlet;
    private final AlertRelay relay;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * What is sent.
     *
     * @param target form and place
     * @param prefix of the topics, empty when live
     * @param secret for signing what a webhook gets, or null
     * @param leastSeverity alerts below it are passed over
     * @param suppressed whether alerts that a rule keeps quiet are sent, too
     * @param backOff waits
     */
    public record Settings(
            Target target,
            String prefix,
            byte @Nullable [] secret,
            Severity leastSeverity,
            boolean suppressed,
            BackOff backOff) {

        /** Everything that is not kept quiet, with the usual waits. */
        public static Settings of(Target target) {
            return new Settings(target, "", null, Severity.INFORMATIONAL, false, BackOff.DEFAULT);
        }

        /** The group whose offsets remember how far this target is. */
        public String group() {
            byte[] name = target.toString().getBytes(StandardCharsets.UTF_8);
            CRC32C digest = new CRC32C();
            digest.update(name);
            return prefix + "waybill-send-" + HexFormat.of().toHexDigits((int) digest.getValue());
        }
    }

    /**
     * A sender that has not begun.
     *
     * @param kafka settings of every client of the cluster
     * @param registry stays the caller's to close
     */
    public AlertSender(Settings settings, Map<String, Object> kafka, SchemaRegistryClient registry) {
        AvroTrust.vouch();
        this.settings = settings;
        Map<String, Object> reading = new HashMap<>(kafka);
        reading.put("group.id", settings.group());
        reading.put("enable.auto.commit", false);
        reading.put("auto.offset.reset", "earliest");
        reading.put("isolation.level", "read_committed");
        reading.put("allow.auto.create.topics", false);
        reading.put("max.poll.records", 100);
        consumer =
                new KafkaConsumer<>(reading, new StringDeserializer(), new RecordDeserializer<>(Alert.class, registry));
        Map<String, Object> writing = new HashMap<>(kafka);
        writing.put("acks", "all");
        producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
        outlet = outlet(settings, writing);
        relay = new AlertRelay(
                new AlertRelay.Relaying(
                        settings.target(),
                        settings.prefix(),
                        Topic.ALERT_DLQ.name(settings.prefix()),
                        settings.leastSeverity(),
                        settings.suppressed(),
                        settings.backOff()),
                consumer,
                producer,
                outlet);
    }

    private static Outlet outlet(Settings settings, Map<String, Object> kafka) {
        Target target = settings.target();
        if (target.isTopic()) {
            return new TopicOutlet(target.topic().name(settings.prefix()), kafka);
        }
        return target.to().getScheme().startsWith("http")
                ? new WebhookOutlet(target.to(), target.toString(), settings.secret())
                : new SyslogOutlet(target.to(), target.toString());
    }

    /** Sends in this thread until it is time to stop; with {@code onceOnly}, or until the end of the topic. */
    public void run(BooleanSupplier stop, boolean onceOnly) throws InterruptedException {
        consumer.subscribe(List.of(Topic.ALERT.name(settings.prefix())));
        relay.run(() -> stopping || stop.getAsBoolean(), onceOnly);
    }

    /** Sends in a thread of its own until closed. */
    public AlertSender start() {
        Thread started = new Thread(
                () -> {
                    try {
                        run(() -> false, false);
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException failed) {
                        failure.set(failed);
                    }
                },
                "send " + settings.target());
        started.setDaemon(true);
        started.start();
        thread = started;
        return this;
    }

    /** Throws what ended the thread, where something did. */
    public void throwIfFailed() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("sending to " + settings.target() + " failed", failed);
        }
    }

    /** Publishes what becomes of the alerts as metrics. */
    public AlertSender meteredBy(MeterRegistry meters) {
        String format = settings.target().format() == AlertFormat.JSONL
                ? "json"
                : settings.target().format().name().toLowerCase(Locale.ROOT);
        relay.tally().bindTo(meters, format);
        return this;
    }

    /** How it is, for probes: alive unless it failed, ready while its receiver answers. */
    public Health health() {
        if (failure.get() != null) {
            return Health.dead("sending failed; the log says why");
        }
        return tally().isWaiting()
                ? Health.waiting("waits for " + settings.target() + ", which does not answer")
                : Health.ready(tally().toString());
    }

    /** What became of the alerts so far. */
    public SendTally tally() {
        return relay.tally();
    }

    /** Stops after the alert that is under way; what was taken is committed. */
    @Override
    public void close() {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        consumer.close();
        outlet.close();
        producer.close();
    }
}
