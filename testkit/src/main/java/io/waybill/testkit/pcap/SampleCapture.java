package io.waybill.testkit.pcap;

import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceProfile;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.pcap.AccessPoint.Manner;
import io.waybill.testkit.random.RandomStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hours of four phones behind an access point: address leases, name lookups, TLS, QUIC, HTTP, and one phone that keeps
 * trying an address in Beijing which never answers. Byte-deterministic; a few hundred kilobytes.
 */
public final class SampleCapture {

    /** The capture. */
    public static final String CAPTURE = "access-point.pcap";

    /** Its phones, by MAC. */
    public static final String INVENTORY = "access-point-inventory.csv";

    static {
        AvroTrust.vouch();
    }

    private static final long SEED = 2014;
    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long LENGTH = 120 * MINUTE;
    /** 9:00 UTC on the first day of every simulated period. */
    private static final long START = SimulationParameters.BEGIN.toEpochMilli() * 1_000 + 9 * 60 * MINUTE;

    private static final int CALLER = 1;
    private static final long CALL_EVERY = 5 * MINUTE;

    private static final List<Visit> HABITS = List.of(
            new Visit(Manner.HTTP, "connectivitycheck.gstatic.com", "142.250.180.3", 30),
            new Visit(Manner.QUIC, "www.google.com", "142.250.180.4", 9),
            new Visit(Manner.TLS, "android.clients.google.com", "172.217.16.14", 25),
            new Visit(Manner.TLS, "graph.facebook.com", "157.240.0.35", 12),
            new Visit(Manner.QUIC, "i.ytimg.com", "142.250.180.22", 11),
            new Visit(Manner.TLS, "en.wikipedia.org", "103.102.166.224", 17));

    private static final List<Handset> HANDSETS = List.of(
            new Handset("sample-redmi-note", "Xiaomi", "Redmi Note", "JHDCNBF31.0"),
            new Handset("sample-mi-4", "Xiaomi", "Mi 4", "MXDMIDD1"),
            new Handset("sample-galaxy-s21", "Samsung", "Galaxy S21", "G991BXXSCFXA1"),
            new Handset("sample-pixel-7", "Google", "Pixel 7", "UQ1A.240205.002"));

    private record Visit(Manner manner, String host, String ip, double everyMinutes) {}

    private record Handset(String id, String manufacturer, String model, String firmware) {}

    private SampleCapture() {}

    /**
     * Writes the capture and its inventory into the folder, which is made where it is missing.
     *
     * @throws IOException when the folder cannot be written to
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(CAPTURE)))) {
            PcapWriter.write(traffic().packets(), out);
        }
        try (Writer out = Files.newBufferedWriter(folder.resolve(INVENTORY), StandardCharsets.UTF_8)) {
            Inventory.writeCsv(inventory(), id -> List.of(), out);
        }
    }

    /** Writes them into the folder that is named: for a release's samples. */
    public static void main(String[] folder) throws IOException {
        write(Path.of(folder[0]));
    }

    private static AccessPoint traffic() {
        AccessPoint access = new AccessPoint(RandomStream.of(SEED, "access-point"));
        for (int number = 1; number <= HANDSETS.size(); number++) {
            RandomStream habits = RandomStream.of(SEED, "habits-" + number);
            Endpoint phone = AccessPoint.phone(number);
            long joins = START + (long) habits.between(0, 3 * MINUTE);
            access.join(phone, HANDSETS.get(number - 1).id(), joins);
            for (Visit visit : HABITS) {
                double every = visit.everyMinutes() * MINUTE;
                long time = joins + 5 * SECOND + (long) habits.exponential(every);
                while (time < START + LENGTH) {
                    access.visit(phone, visit.manner(), visit.host(), visit.ip(), time);
                    time += 10 * SECOND + (long) habits.exponential(every);
                }
            }
            if (number == CALLER) {
                for (long time = joins + MINUTE; time < START + LENGTH; time += jittered(habits)) {
                    access.callInVain(phone, "42.62.48.20", 80, time);
                }
            }
        }
        return access;
    }

    private static long jittered(RandomStream random) {
        return (long) (CALL_EVERY * random.between(0.94, 1.06));
    }

    private static List<DeviceProfile> inventory() {
        List<DeviceProfile> profiles = new ArrayList<>();
        for (int number = 1; number <= HANDSETS.size(); number++) {
            Handset handset = HANDSETS.get(number - 1);
            profiles.add(DeviceProfile.newBuilder()
                    .setDeviceId(handset.id())
                    .setManufacturer(handset.manufacturer())
                    .setModel(handset.model())
                    .setFirmware(handset.firmware())
                    .setHomeCountry("DE")
                    .setAddresses(List.of("02:00:00:00:01:0" + number))
                    .build());
        }
        return profiles;
    }
}
