package io.waybill.cli.live;

import io.waybill.cli.config.Config;
import io.waybill.cli.shell.Addresses;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Transport;
import io.waybill.streams.feed.FleetFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;

/** What the tests on a guarded broker have in common. */
final class Guarded {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENTS = 30;

    private Guarded() {}

    /** The commands of docs/security.md, as the tool would carry them out, for whom the function names. */
    static List<AclBinding> acls(UnaryOperator<String> principal) throws IOException {
        List<AclBinding> bindings = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/security.md"))) {
            if (line.startsWith("    kafka-acls.sh --add ")) {
                bindings.addAll(bindings(line.strip().split(" "), principal));
            }
        }
        return bindings;
    }

    private static List<AclBinding> bindings(String[] words, UnaryOperator<String> as) {
        Map<String, String> options = new TreeMap<>();
        List<String> operations = new ArrayList<>();
        for (int i = 2; i < words.length; i += 2) {
            if (words[i].equals("--operation")) {
                operations.add(words[i + 1]);
            } else {
                options.put(words[i], words[i + 1]);
            }
        }
        ResourceType type = options.containsKey("--topic")
                ? ResourceType.TOPIC
                : options.containsKey("--group") ? ResourceType.GROUP : ResourceType.TRANSACTIONAL_ID;
        String name = options.getOrDefault(
                "--topic", options.getOrDefault("--group", options.getOrDefault("--transactional-id", "")));
        PatternType pattern = PatternType.valueOf(
                options.getOrDefault("--resource-pattern-type", "").toUpperCase(Locale.ROOT));
        String principal = as.apply(options.getOrDefault("--allow-principal", ""));
        return operations.stream()
                .map(operation -> new AclBinding(
                        new ResourcePattern(type, name, pattern),
                        new AccessControlEntry(
                                principal, "*", AclOperation.fromString(operation), AclPermissionType.ALLOW)))
                .toList();
    }

    /** Some events of three devices within three hours. */
    static void feed(Config config) {
        Addresses addresses = Addresses.of(config);
        Instant begin = Clock.systemUTC().instant().minus(Duration.ofHours(3));
        try (FleetFeed feed = new FleetFeed(
                addresses.bootstrapServers(), addresses.registry(), "", Clock.systemUTC(), addresses.client())) {
            for (int i = 0; i < EVENTS; i++) {
                feed.send(DeviceConnection.newBuilder()
                        .setEventId("e-" + i)
                        .setDeviceId("device-" + i % 3)
                        .setTime(begin.plus(Duration.ofMinutes(5L * i)))
                        .setTransport(Transport.TCP)
                        .setRemotePort(443)
                        .setHost("www.example.com")
                        .setHostSource(HostSource.TLS_SNI)
                        .setBytesSent(1)
                        .setBytesReceived(1)
                        .build());
            }
            feed.flush();
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(PipelineHost host, Condition condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            host.step();
            return condition.holds();
        });
    }
}
