package io.waybill.benchmarks.contend;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.benchmarks.fleet.FleetShape;
import io.waybill.benchmarks.fleet.SyntheticFleet;
import io.waybill.benchmarks.tuned.TunedCounts;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.LocalRun;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By hand, by hand and tuned, and the pipeline's own books: the same tables from the same events, seed by seed. */
@Tag("slow")
class SameTablesTest {

    private static final int EVENTS = 5_000;

    @ParameterizedTest
    @ValueSource(longs = {42, 20_261_125})
    void all_three_count_alike(long seed) throws IOException {
        SyntheticFleet fleet = new SyntheticFleet(new FleetShape(EVENTS, 1, seed));
        HandCounts hand = new HandCounts(PackedLocator.bundled());
        TunedCounts tuned = new TunedCounts(PackedLocator.bundled());
        LocalRun pipeline = new LocalRun(BookSettings.CASE, PackedLocator.bundled());
        fleet.profiles().forEach(profile -> {
            hand.profile(profile);
            tuned.profile(profile);
            pipeline.take(profile);
        });
        fleet.lifecycle().forEach(done -> {
            hand.lifecycle(done);
            tuned.lifecycle(done);
            pipeline.take(done);
        });
        try (SchemaRegistryClient registry = RegistrySettings.at("mock://bench").connect()) {
            RecordSerializer<DeviceConnection> serializer = new RecordSerializer<>(registry, true);
            fleet.forEach(event -> {
                hand.event(event);
                tuned.event(serializer.serialize("events", event));
                pipeline.take(event);
            });
        }

        List<String> byHand = new ArrayList<>();
        List<String> byHandTuned = new ArrayList<>();
        List<String> handActivity = new ArrayList<>();
        List<String> tunedActivity = new ArrayList<>();
        hand.publish(row -> byHand.add(text(row)), row -> handActivity.add(row.toString()));
        tuned.publish(row -> byHandTuned.add(text(row)), row -> tunedActivity.add(row.toString()));
        List<String> fromPipeline =
                pipeline.finish().counts().stream().map(SameTablesTest::text).toList();

        assertThat(byHand).as("seed %s", seed).isNotEmpty().containsExactlyInAnyOrderElementsOf(fromPipeline);
        assertThat(byHandTuned).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(byHand);
        assertThat(tunedActivity).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(handActivity);
    }

    private static String text(DestinationCount row) {
        row.setRevision(0);
        return row.toString();
    }
}
