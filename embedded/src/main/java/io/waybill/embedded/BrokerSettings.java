package io.waybill.embedded;

import io.waybill.embedded.EmbeddedBroker.SecondListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the embedded broker is set up where Kafka's defaults, made for clusters, do not fit one node on one machine. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String TEN_YEARS_MILLIS = Long.toString(10L * 365 * 24 * 3_600_000);

    private BrokerSettings() {}

    static Map<String, String> of(Path log, int port, int controllerPort, @Nullable BrokerSecurity security) {
        Map<String, String> settings = node(log, controllerPort);
        String listener = security == null ? "PLAINTEXT" : BrokerSecurity.LISTENER;
        settings.put("process.roles", "broker,controller");
        settings.put(
                "listeners",
                listener + "://" + Ports.LOOPBACK + ":" + port + "," + CONTROLLER + "://" + Ports.LOOPBACK + ":"
                        + controllerPort);
        settings.put("advertised.listeners", listener + "://" + Ports.LOOPBACK + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        oneNode(settings);
        oldRecords(settings);
        small(settings);
        if (security != null) {
            settings.putAll(security.settings());
            security.doors().forEach(door -> {
                String address = "," + door.listener() + "://" + Ports.LOOPBACK + ":" + door.port();
                settings.merge("listeners", address, String::concat);
                settings.merge("advertised.listeners", address, String::concat);
            });
        }
        return settings;
    }

    /** What the one node of a folder is, whichever roles it has. */
    static Map<String, String> node(Path log, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", log.toString());
        settings.put("controller.listener.names", CONTROLLER);
        // The voters are told at each start, so the controller's port may differ from one start to the next.
        settings.put("controller.quorum.voters", NODE_ID + "@" + Ports.LOOPBACK + ":" + controllerPort);
        return settings;
    }

    /** Adds the listener for clients that come through a proxy. */
    static void listenAlso(Map<String, String> settings, SecondListener second) {
        settings.merge("listeners", ",SECOND://" + Ports.LOOPBACK + ":" + second.port(), String::concat);
        settings.merge(
                "advertised.listeners", ",SECOND://" + Ports.LOOPBACK + ":" + second.advertisedPort(), String::concat);
        settings.merge("listener.security.protocol.map", ",SECOND:PLAINTEXT", String::concat);
    }

    private static void oneNode(Map<String, String> settings) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // Waiting for members on other machines is for clusters. The threads of one process join within this, and are
        // assigned once.
        settings.put("group.initial.rebalance.delay.ms", "100");
        // Lets an application that was killed come back soon: its old membership must time out first.
        settings.put("group.min.session.timeout.ms", "1000");
        // Open transactions of the killed are left to be looked for every ten seconds, as by default: looked for every
        // second, a broker that had just started ended them without markers, for the reason that Fencing gives.
    }

    /** Replayed captures are years old, and a capture's clock may be years ahead; nothing may expire or be refused for it. */
    private static void oldRecords(Map<String, String> settings) {
        settings.put("log.retention.ms", "-1");
        settings.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
        settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        // By default a segment is closed when record time has moved by a week, which a replay does every second.
        settings.put("log.roll.ms", TEN_YEARS_MILLIS);
        // A stack that was off for a while must find its committed positions again.
        settings.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    }

    private static void small(Map<String, String> settings) {
        settings.put("log.segment.bytes", Integer.toString(64 << 20));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
    }
}
