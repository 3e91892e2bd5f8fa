package io.waybill.streams;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Transport;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Memory under a flood: {@code FloodReport names|sites|devices|profiles COUNT}. Names are random under one site, sites are random
 * names of their own, devices are random ids, profiles name random devices that are never heard of. Prints what is in use after each tenth; with a fixed {@code -Xmx} it ends in an error where
 * memory does not stay flat. Run apart.
 */
final class FloodReport {

    private static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int DEVICES = 10;

    private FloodReport() {}

    public static void main(String[] args) {
        long count = Long.parseLong(args[1]);
        SplittableRandom random = new SplittableRandom(7);
        BookSettings bounds = args.length > 2
                ? BookSettings.CASE.bounded(Integer.parseInt(args[2]), Integer.parseInt(args[3]))
                : BookSettings.CASE;
        LocalRun run = new LocalRun(bounds, PackedLocator.bundled());
        for (long i = 1; i <= count; i++) {
            String word = Long.toString(random.nextLong() >>> 4, 36);
            run.take(
                    switch (args[0]) {
                        case "names" -> event(i, "device-" + i % DEVICES, word + ".flood.com", count);
                        case "sites" -> event(i, "device-" + i % DEVICES, "www.f" + word + ".com", count);
                        case "devices" -> event(i, "id-" + word, "www.example.com", count);
                        case "profiles" -> {
                            run.take(profile("id-" + word));
                            yield event(i, "device-" + i % DEVICES, "www.example.com", count);
                        }
                        default -> throw new IllegalArgumentException("names, sites, devices or profiles: " + args[0]);
                    });
            if (i % (count / 10) == 0) {
                System.out.printf("%,12d %s: %,d MB in use%n", i, args[0], used() >> 20);
            }
        }
        CaseTables tables = run.finish();
        long counted = tables.counts().stream()
                .mapToLong(each -> each.getConnections())
                .sum();
        System.out.printf(
                "%,d connections in %,d rows, %,d of them other, %d alerts; every record accounted for: %b%n",
                counted,
                tables.counts().size(),
                tables.counts().stream()
                        .filter(each -> each.getDestination().equals("other"))
                        .count(),
                tables.alerts().size(),
                counted == count);
    }

    private static DeviceProfile profile(String device) {
        return DeviceProfile.newBuilder()
                .setDeviceId(device)
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("Maker")
                .setModel("Model")
                .setFirmware("A")
                .build();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Spread over one day, so that windows are few and what is counted is the names. */
    private static DeviceConnection event(long number, String device, String host, long of) {
        return DeviceConnection.newBuilder()
                .setEventId("e-" + number)
                .setDeviceId(device)
                .setTime(Instant.ofEpochMilli(BEGIN + number * 86_000_000L / of))
                .setTransport(Transport.TCP)
                .setHost(host)
                .setHostSource(HostSource.TLS_SNI)
                .setRemotePort(443)
                .setBytesSent(100)
                .build();
    }
}
