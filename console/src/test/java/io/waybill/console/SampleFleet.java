package io.waybill.console;

import io.waybill.console.store.Batch;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A small fleet with a story: Redmi Notes that keep contacting a network in Beijing, through a factory reset, among models that
 * do what phones do. Also one device, one host and one model whose names are attacks. Same seed, same records.
 */
public final class SampleFleet {

    /** Hours of traffic. */
    public static final int HOURS = 96;

    /** A name that runs a script where it is pasted into a page. */
    public static final String SCRIPT_NAME = "<img src=x onerror=document.title='pwned'>";

    /** A name that runs a program where a spreadsheet opens it. */
    public static final String FORMULA_NAME = "=cmd|'/c calc'!A1";

    private static final long SEED = 20140714;

    private static final List<Model> MODELS = List.of(
            new Model("Xiaomi", "Redmi Note", List.of("MIUI-V5-21.0", "MIUI-V5-22.0"), 24),
            new Model("Xiaomi", "Mi 3", List.of("MIUI-V5-19.0"), 18),
            new Model("Samsung", "Galaxy S4", List.of("I9505XXUGNG8"), 40),
            new Model("Sony", "Xperia Z3", List.of("23.0.A.2.93"), 22),
            new Model("LG", "G2", List.of("D80220D"), 16),
            new Model("HTC", "One M8", List.of("2.22.401.4"), 14));

    private static final List<Site> SITES = List.of(
            new Site("google.com", "US", 90, "www.google.com", new byte[] {(byte) 142, (byte) 250, 1, 1}),
            new Site("play.googleapis.com", "US", 70, "play.googleapis.com", new byte[] {(byte) 142, (byte) 250, 2, 1}),
            new Site("facebook.com", "IE", 45, "graph.facebook.com", new byte[] {31, 13, 64, 1}),
            new Site("media.akamaized.net", "DE", 30, "media.akamaized.net", new byte[] {23, 32, 1, 1}),
            new Site("d1.cloudfront.net", "SG", 25, "d1.cloudfront.net", new byte[] {54, (byte) 230, 1, 1}),
            new Site("ntp.org", "NL", 12, "2.android.pool.ntp.org", new byte[] {(byte) 185, 31, 1, 1}),
            new Site("yahoo.co.jp", "JP", 10, "www.yahoo.co.jp", new byte[] {(byte) 183, 79, 1, 1}),
            new Site("flipkart.com", "IN", 8, "www.flipkart.com", new byte[] {(byte) 163, 53, 1, 1}),
            new Site("globo.com", "BR", 5, "g1.globo.com", new byte[] {(byte) 186, (byte) 192, 1, 1}));

    private static final String BEIJING = "42.62.48.0/24";

    private final List<Sample> samples = new ArrayList<>();

    private SampleFleet() {}

    /** One record and where it belongs. */
    public record Sample(Topic topic, byte[] key, SpecificRecord value) {}

    private record Model(String maker, String name, List<String> firmwares, int devices) {
        String device(int number) {
            return name.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + String.format("%03d", number);
        }
    }

    private record Site(String name, String country, int weight, String host, byte[] ip) {}

    /** All records, in the order of their topics. */
    public static List<Sample> records() {
        SampleFleet fleet = new SampleFleet();
        Random random = new Random(SEED);
        for (Model model : MODELS) {
            fleet.model(model, random);
        }
        fleet.hostile();
        fleet.alerts();
        fleet.pipeline();
        return fleet.samples;
    }

    /** The same as one batch of a case. */
    public static Batch batch(String caseName) {
        Batch batch = new Batch();
        records()
                .forEach(sample -> batch.put(
                        caseName,
                        sample.topic(),
                        sample.key(),
                        sample.value(),
                        Samples.START.plusSeconds(86_400).toEpochMilli()));
        return batch;
    }

    /** The same fleet a year later: nobody contacts Beijing any more, and the Redmi Notes have found something else. */
    public static Batch afterUpdate(String caseName) {
        Batch batch = new Batch();
        for (Sample sample : records()) {
            if (!concernsBeijing(sample.value())) {
                batch.put(caseName, sample.topic(), sample.key(), sample.value(), 0);
            }
        }
        for (int hour = 0; hour < HOURS; hour++) {
            DestinationCount count =
                    Samples.count("Xiaomi", "Redmi Note", "MIUI-V6-6.5", "push.mi.example", "SG", hour, 30);
            batch.put(caseName, Topic.COUNT, Samples.countKey(count), count, 0);
        }
        return batch;
    }

    private static boolean concernsBeijing(SpecificRecord record) {
        return record instanceof DestinationCount count
                        && count.getDestination().equals(BEIJING)
                || record instanceof Alert alert && BEIJING.equals(alert.getDestination())
                || record instanceof DeviceConnection event && event.getHost() == null;
    }

    private void add(Topic topic, byte[] key, SpecificRecord value) {
        samples.add(new Sample(topic, key, value));
    }

    private void model(Model model, Random random) {
        for (int number = 0; number < model.devices(); number++) {
            String device = model.device(number);
            String firmware = model.firmwares().get(number % model.firmwares().size());
            add(Topic.PROFILE, Samples.key(device), Samples.profile(device, model.maker(), model.name(), firmware));
            if (number < 3) {
                device(model, device, firmware, random);
            }
        }
        for (int hour = 0; hour < HOURS; hour++) {
            double day = 1.2 + StrictMath.sin((hour % 24 - 9) / 24.0 * 2 * StrictMath.PI);
            for (String firmware : model.firmwares()) {
                long events = 0;
                int devices = model.devices() / model.firmwares().size();
                for (Site site : SITES) {
                    long connections =
                            Math.round(site.weight() * devices / 10.0 * day * (0.7 + 0.6 * random.nextDouble()));
                    if (connections > 0) {
                        count(Samples.count(
                                model.maker(), model.name(), firmware, site.name(), site.country(), hour, connections));
                        events += connections;
                    }
                }
                if (model.name().equals("Redmi Note")) {
                    count(Samples.count(model.maker(), model.name(), firmware, BEIJING, "CN", hour, devices * 6L));
                    events += devices * 6L;
                }
                ModelActivity activity = Samples.activity(model.maker(), model.name(), firmware, hour, devices, events);
                add(Topic.ACTIVITY, Samples.activityKey(activity), activity);
            }
        }
    }

    private void count(DestinationCount count) {
        add(Topic.COUNT, Samples.countKey(count), count);
    }

    private void device(Model model, String device, String firmware, Random random) {
        boolean redmi = model.name().equals("Redmi Note");
        Instant reset = Samples.START.plus(Duration.ofHours(40));
        if (redmi) {
            lifecycle(device, reset, LifecycleKind.FACTORY_RESET, null);
            lifecycle(device, reset.plus(Duration.ofHours(26)), LifecycleKind.FIRMWARE_INSTALLED, firmware);
        }
        for (int minute = 0; minute < HOURS * 60; minute += 10) {
            Instant time = Samples.START.plus(Duration.ofMinutes(minute)).plusSeconds(random.nextInt(30));
            if (redmi && !(time.isAfter(reset) && time.isBefore(reset.plus(Duration.ofHours(2))))) {
                connection(device, null, new byte[] {42, 62, 48, (byte) 171}, time, Outcome.ESTABLISHED);
            }
            Site site = SITES.get(random.nextInt(SITES.size()));
            boolean awake = (minute / 60) % 24 > 6;
            if (awake && random.nextInt(90) < site.weight() + 10) {
                Outcome outcome = random.nextInt(12) == 0 ? Outcome.UNANSWERED : Outcome.ESTABLISHED;
                connection(device, site.host(), site.ip(), time.plusSeconds(90), outcome);
            }
        }
    }

    private void lifecycle(String device, Instant time, LifecycleKind kind, @Nullable String firmware) {
        DeviceLifecycle event = DeviceLifecycle.newBuilder()
                .setEventId(device + kind)
                .setDeviceId(device)
                .setTime(time)
                .setKind(kind)
                .setFirmware(firmware)
                .build();
        add(Topic.LIFECYCLE, Samples.key(device), event);
    }

    private void connection(String device, @Nullable String host, byte[] ip, Instant time, Outcome outcome) {
        String id = device + "-" + samples.size();
        DeviceConnection event = Samples.connection(id, device, host, ip, time, outcome);
        event.setApp(host == null ? "com.xiaomi.xmsf" : host.contains("facebook") ? "com.facebook.katana" : null);
        add(Topic.CONNECTION, Samples.key(device), event);
    }

    private void hostile() {
        add(Topic.PROFILE, Samples.key(SCRIPT_NAME), Samples.profile(SCRIPT_NAME, "Nobody", FORMULA_NAME, "1.0"));
        for (int hour = 10; hour < 30; hour++) {
            count(Samples.count("Nobody", FORMULA_NAME, "1.0", SCRIPT_NAME, null, hour, 3));
            ModelActivity activity = Samples.activity("Nobody", FORMULA_NAME, "1.0", hour, 1, 3);
            add(Topic.ACTIVITY, Samples.activityKey(activity), activity);
            connection(
                    SCRIPT_NAME,
                    SCRIPT_NAME,
                    new byte[] {(byte) 198, 51, 100, 7},
                    activity.getWindowStart(),
                    Outcome.UNKNOWN);
        }
    }

    private void pipeline() {
        PipelineProgress progress = PipelineProgress.newBuilder()
                .setWatermark(Samples.START.plus(Duration.ofHours(HOURS)))
                .setInputRecords(19_204)
                .setCounted(19_190)
                .setRepeated(12)
                .setLate(41)
                .setDeadLettered(Map.of("UNDECODABLE", 2L))
                .setAlerts(12)
                .build();
        add(Topic.PROGRESS, Samples.key("pipeline"), progress);
        PolicyRule clock = PolicyRule.newBuilder()
                .setRuleId("clock")
                .setKind(PolicyKind.KNOWN_SERVICE)
                .setTitle("time servers of the platform")
                .setSites(List.of("ntp.org"))
                .build();
        add(Topic.POLICY, Samples.key("clock"), clock);
        PolicyRule quiet = PolicyRule.newBuilder()
                .setRuleId("console-11111111-2222-3333-4444-555555555555")
                .setKind(PolicyKind.SUPPRESSION)
                .setTitle("known and agreed")
                .setSites(List.of("yahoo.co.jp"))
                .build();
        add(Topic.POLICY, Samples.key(quiet.getRuleId()), quiet);
    }

    private void alerts() {
        Alert first = Samples.alert(
                "exclusive-redmi",
                "cohort-exclusive",
                SubjectLevel.MODEL,
                "Xiaomi Redmi Note",
                BEIJING,
                Severity.MEDIUM,
                48);
        first.setObserved(0.79);
        add(Topic.ALERT, Samples.key("exclusive-redmi"), first);
        alert(
                "exclusive-redmi",
                "cohort-exclusive",
                SubjectLevel.MODEL,
                "Xiaomi Redmi Note",
                BEIJING,
                Severity.HIGH,
                72,
                2);
        alert(
                "opt-a",
                "opt-out-ignored",
                SubjectLevel.FIRMWARE,
                "Xiaomi Redmi Note MIUI-V5-21.0",
                BEIJING,
                Severity.MEDIUM,
                70);
        alert(
                "opt-b",
                "opt-out-honoured",
                SubjectLevel.FIRMWARE,
                "Xiaomi Redmi Note MIUI-V5-22.0",
                BEIJING,
                Severity.INFORMATIONAL,
                90);
        alert("reset-000", "survives-reset", SubjectLevel.DEVICE, "redmi-note-000", BEIJING, Severity.HIGH, 60);
        alert("reset-001", "survives-reset", SubjectLevel.DEVICE, "redmi-note-001", BEIJING, Severity.HIGH, 61);
        alert("beat-000", "periodic-contact", SubjectLevel.DEVICE, "redmi-note-000", BEIJING, Severity.MEDIUM, 30);
        alert("beat-001", "periodic-contact", SubjectLevel.DEVICE, "redmi-note-001", BEIJING, Severity.MEDIUM, 31);
        alert("beat-002", "periodic-contact", SubjectLevel.DEVICE, "redmi-note-002", BEIJING, Severity.MEDIUM, 33);
        alert(
                "new-redmi",
                "new-destination",
                SubjectLevel.FIRMWARE,
                "Xiaomi Redmi Note MIUI-V5-22.0",
                "d1.cloudfront.net",
                Severity.LOW,
                80);
        alert("clock", "periodic-contact", SubjectLevel.FLEET, "fleet", "ntp.org", Severity.INFORMATIONAL, 24);
        alert("hostile", "watch-list", SubjectLevel.DEVICE, SCRIPT_NAME, SCRIPT_NAME, Severity.CRITICAL, 29);
        Alert retracted =
                Samples.alert("retracted", "surge", SubjectLevel.MODEL, "LG G2", "facebook.com", Severity.LOW, 50);
        retracted.setStatus(AlertStatus.RETRACTED);
        add(Topic.ALERT, Samples.key("retracted"), retracted);
    }

    private void alert(
            String id,
            String detector,
            SubjectLevel level,
            String subject,
            String destination,
            Severity severity,
            int hour) {
        alert(id, detector, level, subject, destination, severity, hour, 1);
    }

    private void alert(
            String id,
            String detector,
            SubjectLevel level,
            String subject,
            String destination,
            Severity severity,
            int hour,
            int revision) {
        Alert alert = Samples.alert(id, detector, level, subject, destination, severity, hour);
        alert.setRevision(revision);
        add(Topic.ALERT, Samples.key(id), alert);
    }
}
