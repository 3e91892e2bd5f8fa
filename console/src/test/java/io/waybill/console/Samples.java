package io.waybill.console;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single records with every field filled. */
public final class Samples {

    /** When the first window of the samples begins. */
    public static final Instant START = Instant.parse("2014-07-14T00:00:00Z");

    private Samples() {}

    public static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The i-th of the rows that so many models make at so many destinations in the same hour; more begin again with the models. */
    static DestinationCount nth(int i, int models, int destinations, int hour, long connections) {
        return count(
                "Maker " + i % models,
                "Model " + i % models,
                "A",
                "site" + i / models % destinations + ".example",
                "US",
                hour,
                connections);
    }

    /** One hour of one cohort at one destination. */
    public static DestinationCount count(
            String maker,
            String model,
            String firmware,
            String destination,
            @Nullable String country,
            int hour,
            long connections) {
        Instant start = START.plus(Duration.ofHours(hour));
        boolean network = destination.contains("/");
        return DestinationCount.newBuilder()
                .setManufacturer(maker)
                .setModel(model)
                .setFirmware(firmware)
                .setDestination(destination)
                .setDestinationKind(network ? DestinationKind.NETWORK : DestinationKind.SITE)
                .setCountry(country)
                .setAsn(country == null ? null : 64_500L + country.charAt(0))
                .setOrganisation(country == null ? null : "Carrier " + country)
                .setWindowStart(start)
                .setWindowEnd(start.plus(Duration.ofHours(1)))
                .setConnections(connections)
                .setFailed(connections / 10)
                .setBytesSent(connections * 900)
                .setBytesReceived(connections * 4_000)
                .setPacketsSent(connections * 6)
                .setPacketsReceived(connections * 8)
                .setDevices(Math.min(connections, 12))
                .setFirstSeen(start.plusSeconds(7))
                .setLastSeen(start.plusSeconds(3_500))
                .setRevision(1)
                .build();
    }

    /** Key of a count, as the pipeline may make it. */
    public static byte[] countKey(DestinationCount count) {
        return key(String.join(
                "\n",
                count.getManufacturer(),
                count.getModel(),
                count.getFirmware(),
                count.getDestination(),
                count.getWindowStart().toString()));
    }

    public static ModelActivity activity(
            String maker, String model, String firmware, int hour, long devices, long events) {
        Instant start = START.plus(Duration.ofHours(hour));
        return new ModelActivity(maker, model, firmware, start, start.plus(Duration.ofHours(1)), devices, events, 1);
    }

    public static byte[] activityKey(ModelActivity activity) {
        return key(String.join(
                "\n",
                activity.getManufacturer(),
                activity.getModel(),
                activity.getFirmware(),
                activity.getWindowStart().toString()));
    }

    public static DeviceProfile profile(String device, String maker, String model, String firmware) {
        return DeviceProfile.newBuilder()
                .setDeviceId(device)
                .setValidFrom(Instant.EPOCH)
                .setManufacturer(maker)
                .setModel(model)
                .setFirmware(firmware)
                .setOs("Android 4.4")
                .setHomeCountry("TW")
                .setAddresses(List.of("02:00:00:00:00:01"))
                .setIdentifiers(List.of())
                .build();
    }

    public static DeviceConnection connection(
            String id, String device, @Nullable String host, byte[] ip, Instant time, Outcome outcome) {
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId(device)
                .setTime(time)
                .setDurationMs(420)
                .setTransport(Transport.TCP)
                .setRemoteIp(ByteBuffer.wrap(ip))
                .setRemotePort(443)
                .setHost(host)
                .setHostSource(host == null ? HostSource.NONE : HostSource.TLS_SNI)
                .setProtocol("tls")
                .setBytesSent(900)
                .setBytesReceived(4_000)
                .setOutcome(outcome)
                .setCapture("gateway.pcap")
                .setPosition(17)
                .build();
    }

    public static Alert alert(
            String id,
            String detector,
            SubjectLevel level,
            String subject,
            String destination,
            Severity severity,
            int hour) {
        Instant end = START.plus(Duration.ofHours(hour));
        return Alert.newBuilder()
                .setId(id)
                .setDetector(detector)
                .setSubject(new AlertSubject(level, subject))
                .setDestination(destination)
                .setSeverity(severity)
                .setScore(0.94)
                .setWindow(new AlertWindow(START, end))
                .setMeasure("devices of the cohort that contact it, share")
                .setObserved(0.96)
                .setExpected(0.02)
                .setLowerBound(null)
                .setUpperBound(0.11)
                .setSamples(240)
                .setDevices(23)
                .setSubscores(Map.of("inside", 0.96, "outside", 0.02))
                .setParameters(Map.of("minimumDevices", "5", "alpha", "0.001"))
                .setExplanation(sentence(detector, subject, destination))
                .setEvidence(List.of(
                        new Evidence("gateway.pcap", 17L, "a-17", START.plusSeconds(40), "redmi-003"),
                        new Evidence("gateway.pcap", 9_120L, "a-9120", end.minusSeconds(70), "redmi-011")))
                .setStatus(AlertStatus.OPEN)
                .setRevision(1)
                .build();
    }

    private static String sentence(String detector, String subject, String destination) {
        return switch (detector) {
            case "survives-reset" ->
                subject + " contacted " + destination + " before its factory reset and again after it.";
            case "periodic-contact" -> subject + " contacts " + destination + " about every 10 minutes.";
            case "opt-out-ignored" ->
                subject + " contacts " + destination + " after the setting was switched off as before.";
            case "opt-out-honoured" ->
                subject + " no longer contacts " + destination + " since the setting was switched off.";
            case "new-destination" -> subject + " contacts " + destination + " for the first time.";
            case "watch-list" -> subject + " contacted " + destination + ", which is on a watch list.";
            default ->
                "23 of 24 devices of " + subject + " contact " + destination
                        + ", against 4 of 216 devices outside. A difference like this is no accident (p < 0.000001).";
        };
    }
}
