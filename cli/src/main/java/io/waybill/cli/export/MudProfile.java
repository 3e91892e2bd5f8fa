package io.waybill.cli.export;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the devices of one model were seen to contact: host names where they are known, else networks. A function of the set of
 * events, whatever their order. Used by one thread.
 */
public final class MudProfile {

    /** Endpoints kept; an access list longer than that is none. */
    static final int MAX_ENDPOINTS = 20_000;

    private static final int MAX_NAME_CHARS = 253;

    private final DestinationResolver resolver = new DestinationResolver();
    private final Predicate<String> isOfModel;
    private final TreeMap<MudEndpoint, Set<String>> devices = new TreeMap<>();
    private Instant last = Instant.EPOCH;
    private boolean overflown;

    /** Of the devices with these ids. */
    public MudProfile(Predicate<String> isOfModel) {
        this.isOfModel = isOfModel;
    }

    /** Takes an event; events of other devices are passed over. */
    public void add(DeviceConnection event) {
        if (!isOfModel.test(event.getDeviceId())) {
            return;
        }
        last = event.getTime().isAfter(last) ? event.getTime() : last;
        for (MudEndpoint endpoint : endpoints(event)) {
            if (devices.size() >= MAX_ENDPOINTS && !devices.containsKey(endpoint)) {
                overflown = true;
            } else {
                devices.computeIfAbsent(endpoint, key -> new TreeSet<>()).add(event.getDeviceId());
            }
        }
    }

    private List<MudEndpoint> endpoints(DeviceConnection event) {
        byte[] ip = address(event);
        String host = event.getHost();
        boolean named = host != null && isName(host);
        if (ip.length == 0) {
            return named ? List.of(host(false, host, event), host(true, host, event)) : List.of();
        }
        boolean v6 = ip.length == 16;
        Destination network = resolver.resolve(null, ip);
        if (network.kind() == DestinationKind.LOCAL) {
            return List.of(
                    new MudEndpoint(v6, MudEndpoint.Place.LOCAL, "", event.getTransport(), event.getRemotePort()));
        }
        return List.of(
                named
                        ? host(v6, host, event)
                        : new MudEndpoint(
                                v6,
                                MudEndpoint.Place.NETWORK,
                                network.name(),
                                event.getTransport(),
                                event.getRemotePort()));
    }

    private static MudEndpoint host(boolean v6, String host, DeviceConnection event) {
        return new MudEndpoint(v6, MudEndpoint.Place.HOST, host, event.getTransport(), event.getRemotePort());
    }

    /** Names come from the network; what is no host name cannot be resolved by whoever enforces the list. */
    private static boolean isName(String host) {
        return host.length() <= MAX_NAME_CHARS
                && host.indexOf('.') > 0
                && host.matches("[a-z0-9_.-]*[a-z][a-z0-9_.-]*");
    }

    private static byte[] address(DeviceConnection event) {
        ByteBuffer ip = event.getRemoteIp();
        if (ip == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[ip.remaining()];
        ip.duplicate().get(bytes);
        return bytes;
    }

    /**
     * The endpoints that at least so many devices contacted, in order.
     *
     * @throws IllegalStateException when there were more than {@value #MAX_ENDPOINTS}
     */
    public List<MudEndpoint> endpoints(int leastDevices) {
        if (overflown) {
            throw new IllegalStateException("the model contacts more than " + MAX_ENDPOINTS
                    + " different endpoints; no access list describes it");
        }
        List<MudEndpoint> wanted = new ArrayList<>();
        for (Map.Entry<MudEndpoint, Set<String>> each : devices.entrySet()) {
            if (each.getValue().size() >= leastDevices) {
                wanted.add(each.getKey());
            }
        }
        return wanted;
    }

    /** Time of the last event, the epoch where there was none. */
    public Instant last() {
        return last;
    }
}
