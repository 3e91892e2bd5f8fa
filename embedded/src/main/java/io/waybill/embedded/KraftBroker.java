package io.waybill.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** Broker and controller in one: Kafka's own server class, started with a formatted folder. */
final class KraftBroker implements EmbeddedBroker {

    /** A broker that stops leaves it in its folder, and one that starts removes it. */
    private static final String STOPPED_CLEANLY = ".kafka_cleanshutdown";

    private final KafkaRaftServer server;
    private final FolderLock lock;
    private final int port;
    private boolean open = true;

    private KraftBroker(KafkaRaftServer server, FolderLock lock, int port) {
        this.server = server;
        this.lock = lock;
        this.port = port;
    }

    static KraftBroker start(
            Path folder, int wantedPort, @Nullable BrokerSecurity security, @Nullable SecondListener second)
            throws IOException {
        FolderLock lock = FolderLock.take(folder);
        try {
            int port = Ports.free(wantedPort);
            Path log = folder.resolve("log");
            if (!Files.exists(log)) {
                format(folder.resolve("log.formatting"), log, security == null ? List.of() : security.credentials());
            } else if (!Files.exists(log.resolve(STOPPED_CLEANLY))) {
                Fencing.fence(log);
            }
            Map<String, String> settings = BrokerSettings.of(log, port, Ports.free(FREE_PORT), security);
            if (second != null) {
                BrokerSettings.listenAlso(settings, second);
            }
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
            server.startup();
            return new KraftBroker(server, lock, port);
        } catch (IOException | RuntimeException e) {
            lock.release();
            throw e instanceof IOException io ? io : new IOException("the broker did not start: " + e.getMessage(), e);
        }
    }

    /** Formats beside the folder and moves it into place, so that being killed half-way leaves nothing half formatted. */
    private static void format(Path draft, Path log, List<String> credentials) throws IOException {
        Folders.delete(draft);
        Files.createDirectories(draft);
        Formatter formatter = new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setDirectories(List.of(draft.toString()))
                .setMetadataLogDirectory(draft.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(credentials)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + log + ": " + e.getMessage(), e);
        }
        Files.move(draft, log, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        server.shutdown();
        server.awaitShutdown();
        lock.release();
    }
}
