package io.waybill.streams.detect.known;

import com.google.common.io.Resources;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.rule.NetworkBlock;
import io.waybill.streams.detect.rule.Rules;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.IpSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue, ready for look-up. Immutable and safe for many threads.
 *
 * <p>A far end is looked up by host name first, the most specific domain winning; by address, then by autonomous system, only
 * where it has no name, since many strangers share the addresses of one company; by port and transport last. What is asked of a
 * name server is no service by its port when it has a name: the name is the question, and data leaves in questions. Services of
 * a local network are so only at a local address.
 */
public final class KnownServices {

    private static final KnownServices BUNDLED = read(resource("known-services.csv"));
    private static final int COLUMNS = 7;
    private static final double NEARLY_ALL = 0.9;

    private record Block(
            NetworkBlock block, int port, @Nullable Transport transport, KnownService service) {}

    private record Door(int port, Transport transport) {}

    private record SystemPort(long asn, int port) {}

    private final Map<String, KnownService> domains = new HashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Door, KnownService> doors = new HashMap<>();
    private final Map<SystemPort, KnownService> systems = new HashMap<>();

    private KnownServices() {}

    /** The catalogue that comes with the program. */
    public static KnownServices bundled() {
        return BUNDLED;
    }

    /** Reads lines of {@code match,port,transport,name,owner,category,source}; lines beginning with # are comments. */
    static KnownServices read(List<String> lines) {
        KnownServices services = new KnownServices();
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("match,")) {
                services.add(line.split(",", -1));
            }
        }
        return services;
    }

    private void add(String[] columns) {
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("known service with " + columns.length + " columns: " + columns[0]);
        }
        KnownService service = new KnownService(columns[3], columns[4], columns[5], columns[6]);
        int port = columns[1].isEmpty() ? 0 : Integer.parseInt(columns[1]);
        Transport transport = columns[2].isEmpty() ? null : Transport.valueOf(columns[2]);
        Optional<NetworkBlock> block = NetworkBlock.parse(columns[0]);
        if (columns[0].matches("AS[0-9]+")) {
            systems.put(new SystemPort(Long.parseLong(columns[0].substring(2)), port), service);
        } else if (block.isPresent()) {
            blocks.add(new Block(block.get(), port, transport, service));
        } else if (!columns[0].isEmpty()) {
            domains.put(columns[0], service);
        } else if (transport != null) {
            doors.put(new Door(port, transport), service);
        }
    }

    /** The service at this far end, by policy first, then by the catalogue. */
    public Optional<KnownService> at(Contact.Endpoint endpoint, Policy policy) {
        for (PolicyRule rule : policy.of(PolicyKind.KNOWN_SERVICE)) {
            if (Rules.match(rule, endpoint) != null) {
                return Optional.of(byPolicy(rule));
            }
        }
        String host = endpoint.host();
        KnownService service = host == null ? byAddress(endpoint) : byName(host);
        return Optional.ofNullable(service != null ? service : byDoor(endpoint));
    }

    private @Nullable KnownService byDoor(Contact.Endpoint endpoint) {
        KnownService service = doors.get(new Door(endpoint.port(), endpoint.transport()));
        if (service == null) {
            return null;
        }
        byte[] ip = endpoint.ip();
        return switch (service.category()) {
            case "dns" -> endpoint.host() == null ? service : null;
            case "lan-service" -> ip != null && IpSpace.of(ip) == IpSpace.LOCAL ? service : null;
            default -> service;
        };
    }

    /** The service behind nearly all of these contacts: the one most of them went to. */
    public Optional<KnownService> behind(List<Contact> contacts, Policy policy) {
        Map<String, Integer> votes = new TreeMap<>();
        Map<String, KnownService> services = new TreeMap<>();
        int known = 0;
        for (Contact contact : contacts) {
            Optional<KnownService> service = at(contact.endpoint(), policy);
            if (service.isPresent()) {
                known++;
                votes.merge(service.get().label(), 1, Integer::sum);
                services.putIfAbsent(service.get().label(), service.get());
            }
        }
        if (known < NEARLY_ALL * contacts.size()) {
            return Optional.empty();
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(most -> services.get(most.getKey()));
    }

    /** The service behind a destination as it is counted, by its name alone. */
    public Optional<KnownService> at(Destination destination, Policy policy) {
        Optional<NetworkBlock> network = NetworkBlock.parse(destination.name());
        for (PolicyRule rule : policy.of(PolicyKind.KNOWN_SERVICE)) {
            boolean named = Rules.covering(rule.getSites(), destination.name()) != null;
            boolean inside = network.isPresent() && covers(rule, network.get());
            if (named || inside) {
                return Optional.of(byPolicy(rule));
            }
        }
        if (network.isPresent()) {
            return blocks.stream()
                    .filter(block -> block.port() == 0 && block.block().contains(network.get()))
                    .map(Block::service)
                    .findFirst();
        }
        return Optional.ofNullable(byName(destination.name()));
    }

    private static boolean covers(PolicyRule rule, NetworkBlock network) {
        return rule.getNetworks().stream()
                .anyMatch(text -> NetworkBlock.parse(text)
                        .filter(block -> block.contains(network))
                        .isPresent());
    }

    private static KnownService byPolicy(PolicyRule rule) {
        String name = rule.getTitle().isEmpty() ? rule.getRuleId() : rule.getTitle();
        return new KnownService(name, "", "policy", rule.getRuleId());
    }

    private @Nullable KnownService byName(String host) {
        String name = host;
        while (true) {
            KnownService service = domains.get(name);
            int dot = name.indexOf('.');
            if (service != null || dot < 0) {
                return service;
            }
            name = name.substring(dot + 1);
        }
    }

    private @Nullable KnownService byAddress(Contact.Endpoint endpoint) {
        byte[] ip = endpoint.ip();
        if (ip == null) {
            return null;
        }
        for (Block block : blocks) {
            boolean port = block.port() == 0 || block.port() == endpoint.port();
            boolean transport = block.transport() == null || block.transport() == endpoint.transport();
            if (port && transport && block.block().contains(ip)) {
                return block.service();
            }
        }
        return endpoint.asn() == 0 ? null : systems.get(new SystemPort(endpoint.asn(), endpoint.port()));
    }

    private static List<String> resource(String name) {
        try {
            return Resources.readLines(Resources.getResource(KnownServices.class, name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("catalogue of known services cannot be read", e);
        }
    }
}
