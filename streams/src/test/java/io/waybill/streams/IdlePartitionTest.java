package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.TableReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A partition that has nothing to say does not hold up the windows of the others; what it says later of windows that were published
 * corrects them.
 */
@Tag("slow")
class IdlePartitionTest {

    private static final int PARTITIONS = 2;
    private static final int HOURS = 4;
    private static final long IDLE_MILLIS = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NAME = "idle";

    @Test
    void windows_are_published_without_it_and_corrected_when_it_speaks(@TempDir Path folder) throws Exception {
        String busy = deviceOf(0);
        String quiet = deviceOf(1);
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"));
                CaseRun run = new CaseRun(settings(stack, folder), PackedLocator.bundled(), Clock.systemUTC());
                SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect()) {
            for (int hour = 0; hour < HOURS; hour++) {
                run.feed().send(event(busy, hour));
            }
            run.feed().flush();

            TableReader reader = new TableReader(stack.bootstrapServers(), Map.of());
            await(reader, registry, Map.of(0, 1L, 1, 1L, 2, 1L));

            run.feed().send(event(quiet, 1));
            run.feed().flush();
            await(reader, registry, Map.of(0, 1L, 1, 2L, 2, 1L));
            CaseTables tables = run.finish(progress -> {});
            assertThat(tables.counts().stream()
                            .mapToLong(DestinationCount::getConnections)
                            .sum())
                    .isEqualTo(HOURS + 1);
        }
    }

    /** Waits for these distinct devices by the hour of the window. */
    private static void await(TableReader reader, SchemaRegistryClient registry, Map<Integer, Long> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        TreeMap<Integer, Long> devices = new TreeMap<>();
        reader.awaitLatest(
                Topic.COUNT.name(PipelineSettings.casePrefix(NAME)),
                new RecordDeserializer<>(DestinationCount.class, registry),
                POLL,
                count -> {
                    int hour = (int)
                            Duration.between(BEGIN, count.getWindowStart()).toHours();
                    devices.put(hour, count.getDevices());
                    return devices.equals(wanted);
                },
                () -> assertThat(System.nanoTime())
                        .as("published so far %s, wanted %s", devices, wanted)
                        .isLessThan(deadline));
    }

    private static PipelineSettings settings(EmbeddedStack stack, Path folder) {
        return PipelineSettings.ofCase(
                        NAME, stack.bootstrapServers(), stack.registryUrl(), PARTITIONS, 1, folder.resolve("state"))
                .withTiming(Timing.CASE.judging(true).withIdle(IDLE_MILLIS))
                .withKafka(Map.of("commit.interval.ms", "200"));
    }

    /** A device whose events come by this partition. */
    private static String deviceOf(int partition) {
        for (int i = 0; ; i++) {
            String id = "device-" + i;
            if (Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % PARTITIONS == partition) {
                return id;
            }
        }
    }

    private static DeviceConnection event(String device, int hour) {
        return DeviceConnection.newBuilder()
                .setEventId(device + "-" + hour)
                .setDeviceId(device)
                .setTime(BEGIN.plus(Duration.ofHours(hour)).plusSeconds(600))
                .setTransport(Transport.TCP)
                .setHost("www.example.com")
                .setHostSource(HostSource.TLS_SNI)
                .setRemotePort(443)
                .build();
    }
}
