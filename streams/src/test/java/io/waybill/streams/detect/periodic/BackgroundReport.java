package io.waybill.streams.detect.periodic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import com.google.common.net.InetAddresses;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Transport;
import io.waybill.streams.LocalRun;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * False alarms of {@code periodic-contact} on a simulated fleet in which nothing is wrong, beside RITA v5's score on the same
 * events: {@code BackgroundReport FOLDER}, made by {@code waybill simulate --scenario quiet-fleet --out FOLDER}. RITA's pair is a
 * device and a name, or an address where there is no name; it is scored at the end of each day over that day, as RITA does.
 */
final class BackgroundReport {

    private static final double DAY_MILLIS = 86_400_000.0;
    private static final int INVENTORY_COLUMNS = 5;
    private static final int FIRMWARE_COLUMN = 4;

    private BackgroundReport() {}

    /** One contact of a pair. */
    private record Beat(long time, long sent) {}

    public static void main(String[] args) throws IOException {
        AvroTrust.vouch();
        Path folder = Path.of(args[0]);
        LocalRun run = new LocalRun(BookSettings.CASE, PackedLocator.bundled());
        List<DeviceProfile> profiles = inventory(folder.resolve("inventory.csv"));
        profiles.forEach(run::take);
        Map<String, List<Beat>> pairs = new HashMap<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long events = 0;
        for (DeviceConnection event : events(folder.resolve("events.jsonl.zst"))) {
            run.take(event);
            events++;
            long time = event.getTime().toEpochMilli();
            first = Math.min(first, time);
            last = Math.max(last, time);
            String far = event.getHost() == null ? address(event) : event.getHost();
            pairs.computeIfAbsent(event.getDeviceId() + " " + far, any -> new ArrayList<>())
                    .add(new Beat(time, event.getBytesSent()));
        }
        double days = (last - first) / DAY_MILLIS;
        double deviceDays = profiles.size() * days;
        System.out.printf(
                Locale.ROOT,
                "%,d events, %d devices, %.2f days, %,d pairs of a device and a name or address%n",
                events,
                profiles.size(),
                days,
                pairs.size());
        ours(run, deviceDays);
        theirs(pairs, first, days, deviceDays);
    }

    private static void ours(LocalRun run, double deviceDays) {
        List<Alert> alerts = run.finish().alerts().stream()
                .filter(alert -> alert.getDetector().equals("periodic-contact"))
                .toList();
        long above = alerts.stream()
                .filter(alert -> alert.getSeverity() != Severity.INFORMATIONAL)
                .count();
        print("periodic-contact above informational", above, deviceDays);
        print("periodic-contact, informational", alerts.size() - above, deviceDays);
    }

    private static void theirs(Map<String, List<Beat>> pairs, long first, double days, double deviceDays) {
        long alarms = 0;
        Set<String> ever = new HashSet<>();
        for (Map.Entry<String, List<Beat>> pair : pairs.entrySet()) {
            List<Beat> beats = pair.getValue().stream()
                    .sorted(Comparator.comparingLong(Beat::time))
                    .toList();
            for (int day = 0; day < Math.ceil(days); day++) {
                double from = first + day * DAY_MILLIS;
                List<Beat> today = beats.stream()
                        .filter(beat -> beat.time() >= from && beat.time() < from + DAY_MILLIS)
                        .toList();
                if (rita(today)) {
                    alarms++;
                    ever.add(pair.getKey());
                }
            }
        }
        print("RITA v5's score at 0.8, each pair once", ever.size(), deviceDays);
        print("RITA v5's score at 0.8, each pair and day", alarms, deviceDays);
    }

    private static boolean rita(List<Beat> beats) {
        double[] seconds =
                beats.stream().mapToDouble(beat -> beat.time() / 1000.0).toArray();
        long[] sizes = beats.stream().mapToLong(Beat::sent).toArray();
        return beats.size() >= 4 && RitaScore.of(seconds, sizes) >= RitaScore.FOUND;
    }

    private static void print(String what, long alarms, double deviceDays) {
        System.out.printf(Locale.ROOT, "%s: %,d, %.4f per device and day%n", what, alarms, alarms / deviceDays);
    }

    private static List<DeviceProfile> inventory(Path file) throws IOException {
        List<DeviceProfile> profiles = new ArrayList<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length < INVENTORY_COLUMNS) {
                throw new IOException("no line of an inventory: " + line);
            }
            profiles.add(DeviceProfile.newBuilder()
                    .setDeviceId(cells[0])
                    .setValidFrom(Instant.EPOCH)
                    .setManufacturer(cells[1])
                    .setModel(cells[2])
                    .setFirmware(cells[FIRMWARE_COLUMN])
                    .build());
        }
        return profiles;
    }

    private static List<DeviceConnection> events(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<DeviceConnection> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(event(json.readTree(line)));
            }
        }
        return events;
    }

    private static String address(DeviceConnection event) {
        return HexFormat.of().formatHex(event.getRemoteIp().array());
    }

    private static DeviceConnection event(JsonNode of) {
        boolean named = of.hasNonNull("host");
        return DeviceConnection.newBuilder()
                .setEventId(of.get("eventId").asText())
                .setDeviceId(of.get("deviceId").asText())
                .setTime(Instant.ofEpochMilli(of.get("time").asLong()))
                .setDurationMs(of.path("durationMs").asLong())
                .setTransport(Transport.valueOf(of.get("transport").asText()))
                .setRemoteIp(ByteBuffer.wrap(
                        InetAddresses.forString(of.get("remoteIp").asText()).getAddress()))
                .setRemotePort(of.path("remotePort").asInt())
                .setHost(named ? of.get("host").asText() : null)
                .setHostSource(HostSource.valueOf(of.get("hostSource").asText()))
                .setApp(of.hasNonNull("app") ? of.get("app").asText() : null)
                .setBytesSent(of.path("bytesSent").asLong())
                .setBytesReceived(of.path("bytesReceived").asLong())
                .setOutcome(Outcome.valueOf(of.get("outcome").asText()))
                .setOccurrences(of.path("occurrences").asInt(1))
                .setPosition(of.path("position").asLong())
                .build();
    }
}
