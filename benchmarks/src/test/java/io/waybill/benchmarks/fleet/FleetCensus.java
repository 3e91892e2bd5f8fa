package io.waybill.benchmarks.fleet;

import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * How many of what a bench's fleet has: {@code FleetCensus EVENTS KEYS...} prints a line for each factor. What docs/scaling.md
 * divides by.
 */
final class FleetCensus {

    private static final long WINDOW_MILLIS = 3_600_000L;
    private static final long SEED = 42;

    private FleetCensus() {}

    private record Pair(String device, Destination destination) {}

    private record Cell(Pair pair, long window) {}

    public static void main(String[] args) {
        System.out.println("keys   events  contacts  devices   destinations    pairs  pairs and hours");
        for (int i = 1; i < args.length; i++) {
            count(new FleetShape(Long.parseLong(args[0]), Integer.parseInt(args[i]), SEED));
        }
    }

    private static void count(FleetShape shape) {
        DestinationResolver resolver = new DestinationResolver();
        Set<String> contacts = new HashSet<>();
        Set<String> devices = new HashSet<>();
        Set<Destination> destinations = new HashSet<>();
        Set<Pair> pairs = new HashSet<>();
        Set<Cell> cells = new HashSet<>();
        new SyntheticFleet(shape).forEach(event -> {
            if (contacts.add(event.getEventId())) {
                Destination destination = resolver.resolve(event.getHost(), address(event));
                Pair pair = new Pair(event.getDeviceId(), destination);
                devices.add(event.getDeviceId());
                destinations.add(destination);
                pairs.add(pair);
                cells.add(new Cell(pair, Math.floorDiv(event.getTime().toEpochMilli(), WINDOW_MILLIS)));
            }
        });
        System.out.printf(
                "%3dx %9d %9d %8d %14d %8d %16d%n",
                shape.keys(),
                shape.events(),
                contacts.size(),
                devices.size(),
                destinations.size(),
                pairs.size(),
                cells.size());
    }

    private static byte[] address(DeviceConnection event) {
        ByteBuffer address = event.getRemoteIp();
        byte[] bytes = new byte[address.remaining()];
        address.duplicate().get(bytes);
        return bytes;
    }
}
