package io.waybill.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Sees to it that a broker which went away is known to be gone before it starts again: only the controller runs, until it has
 * fenced the broker and taken its partitions from it.
 *
 * <p>A broker that still seems to lead its partitions when it starts reads its transaction log at once, while the controller takes
 * the partitions from it and gives them back. A transaction whose commit was decided and whose markers were not written yet is
 * ended in between without them, because Kafka 4.3 takes partitions without a leader for deleted ones (KAFKA-20734): what was
 * written in it is aborted with the next transaction, although its offsets are committed. When the broker is fenced first, it reads
 * the transaction log once it leads all of its partitions.
 */
final class Fencing {

    private static final Logger LOG = LoggerFactory.getLogger(Fencing.class);

    /** How long the controller waits for the broker, which is not there. */
    private static final int SESSION_MILLIS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 10;

    private Fencing() {}

    /**
     * Does it; at once where the broker is fenced.
     *
     * @param log folder of the broker, which does not run
     * @return whether it was not fenced yet
     * @throws IOException when the controller does not do it in time
     */
    static boolean fence(Path log) throws IOException {
        int port = Ports.free();
        KafkaConfig config = new KafkaConfig(settings(log, port));
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> kept = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                kept._1(),
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, kept._1().clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        Map.of(BrokerSettings.NODE_ID, new InetSocketAddress(Ports.LOOPBACK, port))),
                List.of(),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        ControllerServer controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), kept._2());
        controller.startup();
        try {
            // once it has started, it has read what was known of the broker
            BooleanSupplier seemsAlive = () -> controller.metadataCache().hasAliveBroker(BrokerSettings.NODE_ID);
            return awaitNot(seemsAlive, log);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static boolean awaitNot(BooleanSupplier seemsAlive, Path log) throws IOException {
        boolean had = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (seemsAlive.getAsBoolean()) {
            had = true;
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the controller of " + log + " still takes the broker that was stopped for alive");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the broker of " + log + " was fenced", e);
            }
        }
        return had;
    }

    private static Map<String, String> settings(Path log, int port) {
        Map<String, String> settings = BrokerSettings.node(log, port);
        settings.put("process.roles", "controller");
        settings.put("listeners", BrokerSettings.CONTROLLER + "://" + Ports.LOOPBACK + ":" + port);
        settings.put("listener.security.protocol.map", BrokerSettings.CONTROLLER + ":PLAINTEXT");
        settings.put("broker.session.timeout.ms", Integer.toString(SESSION_MILLIS));
        settings.put("broker.heartbeat.interval.ms", Integer.toString(SESSION_MILLIS / 2));
        return settings;
    }
}
