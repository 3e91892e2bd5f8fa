package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill up} is killed while events go through it and started again: what it publishes is the undisturbed sum. */
@Tag("slow")
@Tag("faults")
class KilledStackTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final int DEVICES = 24;
    private static final int HOURS = 4;
    private static final int PER_HOUR = 40;
    /** Events that are written, and hardly read, when it is killed. */
    private static final int UNDER_WAY = 200;

    private static final List<String> SITES = List.of("example.com", "example.net", "example.org");
    /** Recent enough for topics that keep a week, and of whole hours. */
    private static final Instant BEGIN =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));

    @TempDir
    Path folder = Path.of("");

    private final List<UpUntilKilled> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (UpUntilKilled each : started) {
            each.kill();
        }
    }

    @Test
    void killed_in_the_middle_it_publishes_what_it_would_have_published() throws Exception {
        AvroTrust.vouch();
        List<DeviceConnection> events = events();
        int middle = events.size() / 2;

        UpUntilKilled first = up();
        try (FleetFeed feed = feed(first)) {
            profiles().forEach(feed::send);
            events.subList(0, middle).forEach(feed::send);
            feed.flush();
            Awaitility.await("windows are published before it is killed")
                    .atMost(PATIENCE)
                    .until(() -> !counts(first).isEmpty());
            events.subList(middle, middle + UNDER_WAY).forEach(feed::send);
            feed.flush();
            first.kill();
        }

        UpUntilKilled second = up();
        try (FleetFeed feed = feed(second)) {
            events.subList(middle + UNDER_WAY, events.size()).forEach(feed::send);
            closing().forEach(feed::send);
            feed.flush();
            long all = events.size() + DEVICES;
            Awaitility.await("all of it went through").atMost(PATIENCE).until(() -> taken(second) >= all);
            Awaitility.await("all windows are published")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(counts(second)).isEqualTo(expected(events)));
            PipelineProgress progress = progress(second);
            assertThat(progress.getInputRecords()).isEqualTo(all);
            assertThat(progress.getCounted()).isEqualTo(all);
            assertThat(progress.getRepeated()).isZero();
            assertThat(progress.getDeadLettered()).isEmpty();
        }
    }

    private UpUntilKilled up() throws IOException {
        UpUntilKilled process = UpUntilKilled.start(folder.resolve("data"), PARTITIONS);
        started.add(process);
        return process;
    }

    private static FleetFeed feed(UpUntilKilled at) {
        return new FleetFeed(
                at.bootstrapServers(), RegistrySettings.at(at.registryUrl()), "", Clock.systemUTC(), Map.of());
    }

    private static List<DeviceProfile> profiles() {
        List<DeviceProfile> profiles = new ArrayList<>();
        for (int device = 0; device < DEVICES; device++) {
            profiles.add(DeviceProfile.newBuilder()
                    .setDeviceId("device-" + device)
                    .setValidFrom(Instant.EPOCH)
                    .setManufacturer("Maker")
                    .setModel(model(device))
                    .setFirmware("A")
                    .build());
        }
        return profiles;
    }

    private static String model(int device) {
        return "Model " + device % 3;
    }

    /** In the order of time, so that windows close while they come. */
    private static List<DeviceConnection> events() {
        List<DeviceConnection> events = new ArrayList<>();
        long step = Duration.ofHours(1).toMillis() / PER_HOUR;
        for (int i = 0; i < HOURS * PER_HOUR; i++) {
            for (int device = 0; device < DEVICES; device++) {
                Instant time = BEGIN.plusMillis(i * step + device);
                events.add(event("e-" + i + "-" + device, device, time, SITES.get((i + device) % SITES.size())));
            }
        }
        return events;
    }

    /** One more event of each device, late enough to close all windows before it. */
    private static List<DeviceConnection> closing() {
        List<DeviceConnection> events = new ArrayList<>();
        for (int device = 0; device < DEVICES; device++) {
            Instant time = BEGIN.plus(Duration.ofHours(HOURS + 1));
            events.add(event("closing-" + device, device, time, SITES.get(0)));
        }
        return events;
    }

    private static DeviceConnection event(String id, int device, Instant time, String site) {
        return DeviceConnection.newBuilder()
                .setEventId(id)
                .setDeviceId("device-" + device)
                .setTime(time)
                .setTransport(Transport.TCP)
                .setRemoteIp(ByteBuffer.wrap(new byte[] {93, (byte) 184, (byte) 216, 34}))
                .setRemotePort(443)
                .setHost("www." + site)
                .setHostSource(HostSource.TLS_SNI)
                .setBytesSent(100 + device)
                .setBytesReceived(1_000)
                .build();
    }

    private static Map<String, List<Long>> expected(List<DeviceConnection> events) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (DeviceConnection event : events) {
            int device = Integer.parseInt(event.getDeviceId().substring("device-".length()));
            String host = String.valueOf(event.getHost());
            String row = row(
                    model(device),
                    host.substring("www.".length()),
                    event.getTime().truncatedTo(ChronoUnit.HOURS));
            sums.merge(row, List.of(1L, event.getBytesSent(), event.getBytesReceived()), KilledStackTest::sum);
        }
        return sums;
    }

    private static List<Long> sum(List<Long> one, List<Long> other) {
        return List.of(one.get(0) + other.get(0), one.get(1) + other.get(1), one.get(2) + other.get(2));
    }

    /** The published counts, those of the window of the closing events apart. */
    private static Map<String, List<Long>> counts(UpUntilKilled at) throws IOException {
        Map<String, List<Long>> rows = new TreeMap<>();
        for (DestinationCount count : table(at, Topic.COUNT, DestinationCount.class)) {
            if (count.getWindowStart().isBefore(BEGIN.plus(Duration.ofHours(HOURS)))) {
                String row = row(count.getModel(), count.getDestination(), count.getWindowStart());
                List<Long> sums = List.of(count.getConnections(), count.getBytesSent(), count.getBytesReceived());
                assertThat(rows.put(row, sums)).as(row + " is there once").isNull();
            }
        }
        return rows;
    }

    private static String row(String model, String destination, Instant window) {
        return model + ' ' + destination + ' ' + window;
    }

    private static long taken(UpUntilKilled at) throws IOException {
        List<PipelineProgress> told = table(at, Topic.PROGRESS, PipelineProgress.class);
        return told.isEmpty() ? 0 : told.get(0).getInputRecords();
    }

    private static PipelineProgress progress(UpUntilKilled at) throws IOException {
        return table(at, Topic.PROGRESS, PipelineProgress.class).get(0);
    }

    private static <T extends SpecificRecord> List<T> table(UpUntilKilled at, Topic topic, Class<T> type)
            throws IOException {
        try (SchemaRegistryClient registry =
                RegistrySettings.at(at.registryUrl()).connect()) {
            return List.copyOf(new TableReader(at.bootstrapServers(), Map.of())
                    .read(topic.baseName(), new RecordDeserializer<>(type, registry))
                    .values());
        }
    }
}
