package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.DestinationCount;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The final tables depend on the events, not on how they came: on a real broker, in a real pipeline. */
class FinalTablesTest {

    private static final long SEED = 20_251_122L;

    @TempDir
    private static Path folder;

    private static EmbeddedStack stack;
    private static Fleet fleet;
    private static List<String> reference;

    @BeforeAll
    static void runReference() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("kafka"));
        fleet = Fleets.of(SEED, 24, 30, 120);
        reference = run("reference", 1, 1, false, Order.PROFILES_FIRST);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private enum Order {
        PROFILES_FIRST,
        SHUFFLED_PROFILES_LAST
    }

    @Test
    void countsEveryDistinctEventOnce() {
        long expected = new TreeSet<>(fleet.events())
                .stream().mapToLong(each -> each.getOccurrences()).sum();

        long counted = reference.stream()
                .filter(row -> row.startsWith("count "))
                .mapToLong(row -> Long.parseLong(row.split(" ")[1]))
                .sum();

        assertThat(counted).as("seed %d", SEED).isEqualTo(expected);
    }

    @Test
    void partitionsAndThreadsDoNotShow() throws Exception {
        assertThat(run("wide", 8, 2, false, Order.PROFILES_FIRST))
                .as("seed %d", SEED)
                .isEqualTo(reference);
    }

    @Test
    void orderDoesNotShowAndProfilesThatComeLateCorrect() throws Exception {
        assertThat(run("shuffled", 3, 2, false, Order.SHUFFLED_PROFILES_LAST))
                .as("seed %d", SEED)
                .isEqualTo(reference);
    }

    @Test
    void judgingContinuouslyEndsWhereJudgingOnceDoes() throws Exception {
        assertThat(run("continuous", 2, 1, true, Order.SHUFFLED_PROFILES_LAST))
                .as("seed %d", SEED)
                .isEqualTo(reference);
    }

    @Test
    void withoutABrokerTheTablesAreTheSame() {
        LocalRun local = new LocalRun(BookSettings.CASE, PackedLocator.bundled());
        fleet.events().forEach(local::take);
        fleet.lifecycles().forEach(local::take);
        fleet.profiles().forEach(local::take);

        CaseTables tables = local.finish();

        assertThat(canonical(tables)).as("seed %d", SEED).isEqualTo(reference);
        assertThat(tables.progress().getInputRecords()).isEqualTo(fleet.events().size());
        assertThat(tables.progress().getCounted()).isEqualTo(fleet.distinct());
        assertThat(tables.progress().getRepeated()).isEqualTo(fleet.events().size() - fleet.distinct());
    }

    private static List<String> run(String name, int partitions, int threads, boolean continuously, Order order)
            throws Exception {
        PipelineSettings settings = PipelineSettings.ofCase(
                name, stack.bootstrapServers(), stack.registryUrl(), partitions, threads, folder.resolve(name));
        try (CaseRun run =
                new CaseRun(settings.judgingContinuously(continuously), PackedLocator.bundled(), Clock.systemUTC())) {
            feed(run, order);
            CaseTables tables = run.finish(progress -> {});
            assertThat(tables.progress().getInputRecords())
                    .isEqualTo(fleet.events().size());
            assertThat(tables.progress().getCounted()).isEqualTo(fleet.distinct());
            assertThat(tables.progress().getDeadLettered()).isEmpty();
            return canonical(tables);
        }
    }

    private static void feed(CaseRun run, Order order) {
        List<io.waybill.schemas.DeviceConnection> events = new ArrayList<>(fleet.events());
        if (order == Order.PROFILES_FIRST) {
            fleet.profiles().forEach(run.feed()::send);
            fleet.lifecycles().forEach(run.feed()::send);
            events.forEach(run.feed()::send);
            return;
        }
        Collections.shuffle(events, new Random(SEED));
        events.subList(0, events.size() / 2).forEach(run.feed()::send);
        fleet.lifecycles().forEach(run.feed()::send);
        events.subList(events.size() / 2, events.size()).forEach(run.feed()::send);
        run.feed().flush();
        fleet.profiles().forEach(run.feed()::send);
    }

    private static List<String> canonical(CaseTables tables) {
        List<String> rows = new ArrayList<>();
        for (DestinationCount count : tables.counts()) {
            rows.add("count " + count.getConnections() + " "
                    + DestinationCount.newBuilder(count).setRevision(1).build());
        }
        for (Alert alert : tables.alerts()) {
            if (alert.getStatus() != AlertStatus.RETRACTED) {
                rows.add("alert " + alert.getId() + " " + io.waybill.streams.alert.Alerts.canonicalOf(alert));
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
