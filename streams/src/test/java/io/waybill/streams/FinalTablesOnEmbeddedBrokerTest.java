package io.waybill.streams;

import io.waybill.embedded.EmbeddedStack;
import io.waybill.streams.Fleets.Fleet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The contract on the embedded broker: a part of the matrix that {@link FinalTablesMatrix} runs as a whole. */
@Tag("slow")
class FinalTablesOnEmbeddedBrokerTest extends FinalTablesContract {

    @Override
    Pipelines open(Path folder) throws Exception {
        EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"));
        Pipelines on = new BrokerPipelines(stack.bootstrapServers(), stack.registryUrl(), folder);
        return new Pipelines() {
            @Override
            public FinalTables run(String name, Shape shape, Fleet fleet, Arrival arrival, long seed) throws Exception {
                return on.run(name, shape, fleet, arrival, seed);
            }

            @Override
            public void close() {
                stack.close();
            }
        };
    }

    @Override
    List<Variation> variations() {
        return List.of(
                new Variation(new Shape(8, 2, 1, false), Arrival.DEVICE_BY_DEVICE, SEED),
                new Variation(new Shape(3, 1, 2, false), Arrival.SHUFFLED_PROFILES_LAST, SEED + 1),
                new Variation(new Shape(2, 1, 1, true), Arrival.DAYS_LATE, SEED + 2),
                new Variation(new Shape(2, 1, 3, true), Arrival.TWICE, SEED + 3));
    }
}
