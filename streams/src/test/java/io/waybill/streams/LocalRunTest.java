package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run without a broker comes to the tables of the whole pipeline. */
class LocalRunTest {

    private static final long SEED = FinalTablesContract.SEED;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTablesAreThoseOfThePipeline(boolean judgedBefore, @TempDir Path folder) throws Exception {
        Fleet fleet = Fleets.of(SEED, 9, 60, 30);
        List<String> reference = new DriverPipelines(folder)
                .run("local", Shape.SIMPLEST, fleet, Arrival.IN_ORDER, SEED).rows().stream()
                        .filter(row -> !row.startsWith("activity "))
                        .toList();

        LocalRun local = new LocalRun(BookSettings.CASE, PackedLocator.bundled());
        fleet.events().forEach(local::take);
        if (judgedBefore) {
            // Rows of the unknown model are published now, and taken back when the profiles come.
            assertThat(local.judge(0)).as("alerts before there is a profile").isNotEmpty();
        }
        fleet.lifecycles().forEach(local::take);
        fleet.profiles().forEach(local::take);
        CaseTables tables = local.finish();

        assertThat(FinalTables.rows(tables.counts(), List.of(), tables.alerts()))
                .as("seed %d", SEED)
                .isEqualTo(reference);
        assertThat(tables.progress().getInputRecords()).isEqualTo(fleet.events().size());
        assertThat(tables.progress().getCounted()).isEqualTo(fleet.distinct());
        assertThat(tables.progress().getRepeated()).isEqualTo(fleet.events().size() - fleet.distinct());
    }
}
