package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.Fleets.Fleet;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The final tables of counts, activity and alerts depend on the events, the inventory and the lifecycle alone: not on the order
 * in which they come, nor on partitions, threads, instances, commits, or when it is judged. One suite, run wherever a pipeline
 * runs. {@code -Dwaybill.seed=N} runs it on another fleet; every name of a test tells its seed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FinalTablesContract {

    static final long SEED = Long.getLong("waybill.seed", 20_251_122L);

    /**
     * One way to the same tables.
     *
     * @param seed of the arrival
     */
    record Variation(Shape shape, Arrival arrival, long seed) {
        @Override
        public String toString() {
            return arrival + ", " + shape + ", seed " + seed;
        }
    }

    @SuppressWarnings("NullAway.Init")
    private Pipelines pipelines;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @SuppressWarnings("NullAway.Init")
    private FinalTables reference;

    private int runs;

    /** Where the pipelines run. */
    abstract Pipelines open(Path folder) throws Exception;

    /** What is tried there. */
    abstract List<Variation> variations();

    /** What comes: some days, so that events can be days late. */
    Fleet fleet() {
        return Fleets.of(SEED, 18, 80, 60);
    }

    @BeforeAll
    void runTheReference(@TempDir Path folder) throws Exception {
        pipelines = open(folder);
        fleet = fleet();
        reference = pipelines.run("reference", Shape.SIMPLEST, fleet, Arrival.IN_ORDER, SEED);
    }

    @AfterAll
    void stop() throws Exception {
        // There are none where the suite is skipped, for want of an engine.
        if (pipelines != null) {
            pipelines.close();
        }
    }

    Stream<Variation> all() {
        return variations().stream();
    }

    @Test
    void everyDistinctEventIsCountedOnce() {
        long occurrences = new TreeSet<>(fleet.events())
                .stream().mapToLong(DeviceConnection::getOccurrences).sum();

        long counted = reference.rows().stream()
                .filter(row -> row.startsWith("count "))
                .mapToLong(row -> Long.parseLong(row.replaceFirst(".*\"connections\": (\\d+).*", "$1")))
                .sum();

        assertThat(counted).as("seed %d", SEED).isEqualTo(occurrences);
        assertThat(reference.progress().getCounted()).isEqualTo(fleet.distinct());
    }

    @Test
    void thereIsSomethingToCompare() {
        for (String kind : List.of("count ", "activity ", "alert ")) {
            assertThat(reference.rows()).as("seed %d", SEED).anyMatch(row -> row.startsWith(kind));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void theTablesAreTheSame(Variation variation) throws Exception {
        String name = "variation-" + ++runs;

        FinalTables tables = pipelines.run(name, variation.shape(), fleet, variation.arrival(), variation.seed());

        assertThat(tables.text()).as("%s, fleet of seed %d", variation, SEED).isEqualTo(reference.text());
        long sent = (long) fleet.events().size() * variation.arrival().times();
        assertThat(tables.progress().getInputRecords()).isEqualTo(sent);
        assertThat(tables.progress().getCounted()).isEqualTo(fleet.distinct());
        assertThat(tables.progress().getRepeated()).isEqualTo(sent - fleet.distinct());
    }
}
