package io.waybill.benchmarks.flink;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Topic;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a window: of manufacturer, model, firmware, destination and its kind the counts, and where the destination is empty
 * the denominators.
 */
final class Rows
        extends ProcessWindowFunction<Sums, Published, Tuple5<String, String, String, String, Integer>, TimeWindow> {

    private static final long serialVersionUID = 1;
    private static final DestinationKind[] KINDS = DestinationKind.values();

    private final String registryUrl;
    private transient @Nullable RecordSerializer<SpecificRecord> serializer;
    private transient @Nullable PackedLocator locator;

    Rows(Arena arena) {
        this.registryUrl = arena.registryUrl();
    }

    @Override
    public void open(OpenContext context) {
        serializer = new RecordSerializer<>(RegistrySettings.at(registryUrl).connect(), true);
        locator = PackedLocator.bundled();
    }

    @Override
    public void process(
            Tuple5<String, String, String, String, Integer> key,
            Context context,
            Iterable<Sums> sums,
            Collector<Published> out) {
        Instant begin = Instant.ofEpochMilli(context.window().getStart());
        Instant end = Instant.ofEpochMilli(context.window().getEnd());
        String name = key.f0 + "|" + key.f1 + "|" + key.f2 + "|" + begin;
        for (Sums each : sums) {
            out.collect(
                    key.f3.isEmpty()
                            ? row(Topic.ACTIVITY, name, activity(key, each, begin, end))
                            : row(Topic.COUNT, name + "|" + key.f3, count(key, each, begin, end)));
        }
    }

    private Published row(Topic topic, String key, SpecificRecord value) {
        Published row = new Published();
        row.topic = Arena.name(topic);
        row.key = key.getBytes(StandardCharsets.UTF_8);
        row.value = Objects.requireNonNull(Objects.requireNonNull(serializer).serialize(row.topic, value));
        return row;
    }

    private static ModelActivity activity(
            Tuple5<String, String, String, String, Integer> key, Sums sums, Instant begin, Instant end) {
        return ModelActivity.newBuilder()
                .setManufacturer(key.f0)
                .setModel(key.f1)
                .setFirmware(key.f2)
                .setWindowStart(begin)
                .setWindowEnd(end)
                .setActiveDevices(sums.devices.size())
                .setEvents(sums.connections)
                .build();
    }

    private DestinationCount count(
            Tuple5<String, String, String, String, Integer> key, Sums sums, Instant begin, Instant end) {
        String place = sums.place();
        int slash = place.indexOf('/');
        String country = place.substring(0, slash);
        long asn = Long.parseLong(place.substring(slash + 1));
        return DestinationCount.newBuilder()
                .setManufacturer(key.f0)
                .setModel(key.f1)
                .setFirmware(key.f2)
                .setDestination(key.f3)
                .setDestinationKind(KINDS[key.f4])
                .setCountry(country.equals("-") ? null : country)
                .setAsn(asn == 0 ? null : asn)
                .setOrganisation(
                        asn == 0 ? null : Objects.requireNonNull(locator).organisationOf(asn))
                .setWindowStart(begin)
                .setWindowEnd(end)
                .setConnections(sums.connections)
                .setFailed(sums.failed)
                .setBytesSent(sums.bytesSent)
                .setBytesReceived(sums.bytesReceived)
                .setPacketsSent(sums.packetsSent)
                .setPacketsReceived(sums.packetsReceived)
                .setDevices(sums.devices.size())
                .setFirstSeen(Instant.ofEpochMilli(sums.firstSeen))
                .setLastSeen(Instant.ofEpochMilli(sums.lastSeen))
                .build();
    }
}
