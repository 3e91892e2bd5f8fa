package io.waybill.cli.live;

import com.google.common.base.Splitter;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.InvalidConfigurationException;
import io.waybill.cli.send.AlertSender;
import io.waybill.cli.send.BackOff;
import io.waybill.cli.send.Target;
import io.waybill.cli.send.WebhookSecret;
import io.waybill.cli.shell.Addresses;
import io.waybill.schemas.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Senders of alerts within the pipeline's process, one thread for each target that is configured. A receiver that does not answer
 * holds up its own sender alone, never the pipeline. Used by one thread.
 */
final class Senders implements AutoCloseable {

    private final Config config;
    private final List<AlertSender.Settings> wanted;
    private final List<AlertSender> running = new ArrayList<>();
    private @Nullable SchemaRegistryClient registry;

    private Senders(Config config, List<AlertSender.Settings> wanted) {
        this.config = config;
        this.wanted = wanted;
    }

    /**
     * As configured; none runs yet.
     *
     * @throws InvalidConfigurationException when a target is none
     * @throws IOException when the secret cannot be read
     */
    static Senders of(Config config) throws IOException {
        String file = config.text(ConfigTable.SEND_SECRET_FILE);
        byte[] secret = file.isEmpty() ? null : WebhookSecret.read(Path.of(file));
        Severity least =
                Severity.valueOf(config.text(ConfigTable.SEND_LEAST_SEVERITY).toUpperCase(Locale.ROOT));
        List<AlertSender.Settings> wanted = new ArrayList<>();
        for (String target :
                Splitter.on(",").trimResults().omitEmptyStrings().split(config.text(ConfigTable.SEND_TO))) {
            wanted.add(new AlertSender.Settings(
                    target(target), config.text(ConfigTable.TOPICS_PREFIX), secret, least, false, BackOff.DEFAULT));
        }
        return new Senders(config, wanted);
    }

    private static Target target(String text) {
        try {
            return Target.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidConfigurationException(
                    List.of(ConfigTable.SEND_TO + " cannot be used: " + wrong.getMessage()));
        }
    }

    /** Starts them; the topics must be there. */
    void start(MeterRegistry meters) {
        if (wanted.isEmpty()) {
            return;
        }
        Addresses addresses = Addresses.of(config);
        SchemaRegistryClient client = addresses.registry().connect();
        registry = client;
        for (AlertSender.Settings settings : wanted) {
            running.add(new AlertSender(settings, addresses.kafka(), client)
                    .meteredBy(meters)
                    .start());
        }
    }

    /** Throws what ended one of them. A receiver that does not answer ends none. */
    void throwIfFailed() {
        running.forEach(AlertSender::throwIfFailed);
    }

    @Override
    public void close() {
        running.forEach(AlertSender::close);
        if (registry != null) {
            try {
                registry.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
