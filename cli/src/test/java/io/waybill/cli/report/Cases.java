package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cases to report on. */
public final class Cases {

    static final Instant BEGIN = Instant.parse("2014-08-01T00:00:00Z");
    static final Instant END = BEGIN.plus(Duration.ofHours(96));

    static {
        AvroTrust.vouch();
    }

    private Cases() {}

    /** A fleet of three models and some unknown devices, one of the models with something wrong. */
    public static CaseResult fleet() {
        List<DestinationCount> counts = new ArrayList<>();
        for (int hour = 0; hour < 96; hour++) {
            counts.add(count("Xiaomi", "Redmi Note", "JHDMIBD21", "42.62.48.0/24", hour, 36)
                    .setDestinationKind(DestinationKind.NETWORK)
                    .setCountry("CN")
                    .setAsn(23724L)
                    .setOrganisation("IDC, China Telecommunications Corporation")
                    .setFailed(3)
                    .build());
            for (String[] model : new String[][] {
                {"Xiaomi", "Redmi Note", "JHDMIBD21"},
                {"Samsung", "Galaxy S5", hour < 50 ? "G900FXXU1ANCE" : "G900FXXU1ANG2"},
                {"Sony", "Xperia Z2", "17.1.A.2.69"}
            }) {
                int day = 10 + (hour % 24 > 7 ? 40 * (hour % 24 - 7) % 90 : 0);
                counts.add(count(model[0], model[1], model[2], "google.com", hour, day)
                        .setCountry("US")
                        .setAsn(15169L)
                        .setOrganisation("Google LLC")
                        .build());
                counts.add(count(model[0], model[1], model[2], "whatsapp.net", hour, day / 2 + 1)
                        .setCountry("US")
                        .setAsn(32934L)
                        .setOrganisation("Facebook, Inc.")
                        .build());
                if (hour % 9 == 0) {
                    counts.add(count(model[0], model[1], model[2], "ntp.org", hour, 8)
                            .setFailed(1)
                            .build());
                }
            }
            if (hour > 40 && hour < 55) {
                counts.add(count("unknown", "unknown", "unknown", "192.168.1.0/24", hour, 2)
                        .setDestinationKind(DestinationKind.LOCAL)
                        .build());
            }
        }
        return new CaseResult(facts(), counts, alerts());
    }

    /** The same with one text wherever a stranger's text can stand. */
    public static CaseResult hostile(String name) {
        Alert alert = Alert.newBuilder(alerts().get(0))
                .setDestination(name)
                .setSubject(new AlertSubject(SubjectLevel.APP, name))
                .setDetector(name)
                .setExplanation(name)
                .setMeasure(name)
                .setKnownService(name)
                .setEvidence(List.of(new Evidence(name, 1L, name, BEGIN, name)))
                .build();
        Alert quiet =
                Alert.newBuilder(alert).setId("quiet").setSuppressedBy(name).build();
        DestinationCount count = count(name, name, name, name, 0, 5)
                .setOrganisation(name)
                .setCountry(name)
                .build();
        CaseFacts facts = new CaseFacts(
                name,
                name,
                new TreeMap<>(Map.of(name, name)),
                List.of(new CaseFile(name, name, 1, name, 1, 1)),
                List.of(new CaseDevice(name, "unknown", "unknown", 1)),
                new CaseTally(2, 1, new TreeMap<>(Map.of(name, 1L))),
                List.of(name),
                List.of(DetectorEffort.ran(name)),
                name);
        return new CaseResult(facts, List.of(count), List.of(alert, quiet));
    }

    /** Nothing could be read. */
    public static CaseResult empty() {
        CaseFacts facts = new CaseFacts(
                "empty",
                "0.1.0",
                new TreeMap<>(),
                List.of(),
                List.of(),
                new CaseTally(0, 0, new TreeMap<>()),
                List.of("notes.txt: not a capture"),
                List.of(),
                "no IP data");
        return new CaseResult(facts, List.of(), List.of());
    }

    static DestinationCount.Builder count(
            String manufacturer, String model, String firmware, String destination, int hour, long connections) {
        Instant start = BEGIN.plus(Duration.ofHours(hour));
        return DestinationCount.newBuilder()
                .setManufacturer(manufacturer)
                .setModel(model)
                .setFirmware(firmware)
                .setDestination(destination)
                .setDestinationKind(DestinationKind.SITE)
                .setWindowStart(start)
                .setWindowEnd(start.plus(Duration.ofHours(1)))
                .setConnections(connections)
                .setFailed(0)
                .setBytesSent(connections * 1_250)
                .setBytesReceived(connections * 18_400)
                .setPacketsSent(connections * 9)
                .setPacketsReceived(connections * 14)
                .setDevices(Math.min(3, connections))
                .setFirstSeen(start.plusSeconds(7))
                .setLastSeen(start.plusSeconds(3_000));
    }

    static Alert.Builder alert(String id, String detector, SubjectLevel level, String subject, Severity severity) {
        return Alert.newBuilder()
                .setId(id)
                .setDetector(detector)
                .setSubject(new AlertSubject(level, subject))
                .setDestination("42.62.48.0/24")
                .setSeverity(severity)
                .setScore(0.97)
                .setWindow(new AlertWindow(BEGIN, END))
                .setMeasure("contacts per hour")
                .setObserved(12)
                .setExpected(0.2)
                .setSamples(1_152)
                .setEvidence(List.of())
                .setStatus(AlertStatus.OPEN)
                .setExplanation("Written by the detector.");
    }

    private static CaseFacts facts() {
        List<CaseDevice> devices = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            devices.add(new CaseDevice("redmi-0" + i, "Xiaomi", "Redmi Note", 4_000));
            devices.add(new CaseDevice("galaxy-0" + i, "Samsung", "Galaxy S5", 3_000));
            devices.add(new CaseDevice("xperia-0" + i, "Sony", "Xperia Z2", 3_000));
        }
        devices.add(new CaseDevice("unknown-192.168.1.77", "unknown", "unknown", 28));
        return new CaseFacts(
                "redmi-note-2014",
                "0.1.0",
                new TreeMap<>(Map.of("window", "1 h", "policy", "policy.yaml")),
                List.of(
                        new CaseFile("capture", "day1.pcapng", 48_231_876, Sha256.hex(new byte[] {1}), 18_004, 0),
                        new CaseFile("capture", "zeek/conn.log", 1_776_201, Sha256.hex(new byte[] {2}), 9_121, 2),
                        new CaseFile("inventory", "inventory.csv", 1_204, Sha256.hex(new byte[] {3}), 0, 0)),
                devices,
                new CaseTally(27_125, 27_123, new TreeMap<>(Map.of("no-device", 2L))),
                List.of(
                        "zeek/conn.log: line 77: 19 fields where the header names 21",
                        "zeek/conn.log: line 4102: no time"),
                List.of(
                        DetectorEffort.ofDevices("periodic-contact", 31, 12),
                        DetectorEffort.ofModels("cohort-exclusive", 4, 1),
                        DetectorEffort.ofDevices("survives-reset", 2, 0),
                        DetectorEffort.ofModels("surge", 0, 5),
                        DetectorEffort.ran("new-destination"),
                        DetectorEffort.ofDevices("identifier-leak", 20, 3),
                        DetectorEffort.ran("watch-list")),
                "ip-location-db geo-whois-asn-country and asn of 2026-06-17 (CC BY 4.0; NRO, RouteViews, IP Geolocation by "
                        + "DB-IP https://db-ip.com), sha256 0123456789abcdef");
    }

    private static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        alerts.add(alert("b-exclusive", "cohort-exclusive", SubjectLevel.MODEL, "Xiaomi Redmi Note", Severity.HIGH)
                .setMeasure("share of devices that contact it")
                .setObserved(1)
                .setExpected(0)
                .setUpperBound(0.0614)
                .setDevices(3)
                .setSamples(9)
                .setExplanation(
                        "All 3 of 3 Xiaomi Redmi Note contacted 42.62.48.0/24, and 0 of 6 other devices did. The "
                                + "destination belongs to the model: no app is common to these devices, and both of their builds do it.")
                .build());
        for (int i = 1; i <= 3; i++) {
            alerts.add(alert("c-periodic-" + i, "periodic-contact", SubjectLevel.DEVICE, "redmi-0" + i, Severity.MEDIUM)
                    .setScore(0.9 + i / 100.0)
                    .setExplanation(
                            "redmi-0" + i + " contacted 42.62.48.0/24 every 5 minutes for 4 days, 1,152 times; 97 of "
                                    + "100 contacts came within 4 seconds of the rhythm.")
                    .setEvidence(List.of(
                            new Evidence("day1.pcapng", 17L, "abc-17", BEGIN.plusSeconds(12), "redmi-0" + i),
                            new Evidence("day1.pcapng", 90_412L, "abc-90412", BEGIN.plusSeconds(312), "redmi-0" + i)))
                    .build());
        }
        alerts.add(alert("d-reset", "survives-reset", SubjectLevel.DEVICE, "redmi-02", Severity.HIGH)
                .setScore(0.88)
                .setMeasure("minutes from reset to contact")
                .setObserved(3)
                .setExpected(2_880)
                .setLowerBound(120.0)
                .setSamples(2)
                .setExplanation(
                        "redmi-02 was erased on 3 August 2014 at 09:00 and contacted 42.62.48.0/24 again 3 minutes later, "
                                + "before any app was installed.")
                .build());
        alerts.add(alert("e-clock", "periodic-contact", SubjectLevel.FLEET, "fleet", Severity.INFORMATIONAL)
                .setDestination("ntp.org")
                .setKnownService("network time")
                .setDevices(9)
                .setExplanation("All devices ask ntp.org for the time every 9 hours. It is a clock service.")
                .build());
        alerts.add(alert(
                        "f-quiet",
                        "new-destination",
                        SubjectLevel.FIRMWARE,
                        "Samsung Galaxy S5 G900FXXU1ANG2",
                        Severity.LOW)
                .setDestination("whatsapp.net")
                .setSuppressedBy("chat-is-fine")
                .setExplanation("Since the build G900FXXU1ANG2 the model contacts whatsapp.net.")
                .build());
        alerts.add(alert("a-gone", "watch-list", SubjectLevel.DEVICE, "redmi-01", Severity.CRITICAL)
                .setStatus(AlertStatus.RETRACTED)
                .build());
        return alerts;
    }
}
