package io.waybill.console.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.console.SampleFleet;
import io.waybill.console.SampleFleet.Sample;
import io.waybill.console.Samples;
import io.waybill.console.store.Batch.Partition;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class FleetStoreTest {

    private static final Partition PARTITION = new Partition("waybill.destination.count.v1", "abc", 0);
    private static final String CONTENT = """
            SELECT string_agg(line, '\n' ORDER BY line) FROM (
                SELECT 'count ' || c::VARCHAR AS line FROM counts c
                UNION ALL SELECT 'alert ' || id || status || severity FROM alert
                UNION ALL SELECT 'event ' || event_id || time FROM connection
                UNION ALL SELECT 'contact ' || v.name || d.name || x.first_seen || x.last_seen
                    FROM contact x JOIN device v USING (device_id) JOIN destination d USING (destination_id))""";

    @TempDir
    private Path folder;

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private FleetStore store;

    @BeforeEach
    void open() {
        store = FleetStore.open(folder.resolve("console.duckdb"));
    }

    @Test
    void theNewestRecordOfAKeyIsTheTruth() {
        DestinationCount first = Samples.count("LG", "G2", "A", "example.com", "US", 0, 10);
        DestinationCount second = Samples.count("LG", "G2", "A", "example.com", "US", 0, 12);
        commit(Topic.COUNT, Samples.countKey(first), first);

        commit(Topic.COUNT, Samples.countKey(second), second);

        assertThat(number("SELECT count(*) FROM destination_count")).isEqualTo(1);
        assertThat(number("SELECT sum(connections) FROM destination_count")).isEqualTo(12);
    }

    @Test
    void theLastOfTwoInOneBatchWins() {
        Batch batch = new Batch();
        for (long connections = 1; connections <= 3; connections++) {
            DestinationCount count = Samples.count("LG", "G2", "A", "example.com", "US", 0, connections);
            batch.put("live", Topic.COUNT, Samples.countKey(count), count, 0);
        }

        store.commit(batch);

        assertThat(number("SELECT sum(connections) FROM destination_count")).isEqualTo(3);
    }

    @Test
    void aNullValueDeletes() {
        DestinationCount count = Samples.count("LG", "G2", "A", "example.com", "US", 0, 10);
        commit(Topic.COUNT, Samples.countKey(count), count);

        commit(Topic.COUNT, Samples.countKey(count), null);

        assertThat(number("SELECT count(*) FROM destination_count")).isZero();
    }

    @Test
    void theSameKeyInAnotherCaseIsAnotherRow() {
        DestinationCount count = Samples.count("LG", "G2", "A", "example.com", "US", 0, 10);
        commit(Topic.COUNT, Samples.countKey(count), count);
        Batch other = new Batch();
        other.put("replay", Topic.COUNT, Samples.countKey(count), count, 0);

        store.commit(other);
        store.remove("live", "");

        assertThat(number("SELECT count(*) FROM counts WHERE case_name = 'replay'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM destination_count")).isEqualTo(1);
    }

    @Test
    void positionsAndRecordsSurviveARestartTogether() {
        Batch batch = SampleFleet.batch("live");
        batch.position(PARTITION, 42);
        store.commit(batch);
        String before = content();

        store.close();
        open();

        assertThat(store.positions()).isEqualTo(Map.of(PARTITION, 42L));
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aBatchThatFailsLeavesNothingBehind() {
        DestinationCount good = Samples.count("LG", "G2", "A", "example.com", "US", 0, 10);
        Batch batch = new Batch();
        batch.put("live", Topic.COUNT, Samples.countKey(good), good, 0);
        batch.put("live", Topic.PROFILE, Samples.key("broken"), good, 0);
        batch.position(PARTITION, 7);

        assertThatThrownBy(() -> store.commit(batch)).isInstanceOf(IllegalStateException.class);

        assertThat(store.positions()).isEmpty();
        assertThat(number("SELECT count(*) FROM destination_count")).isZero();
        commit(Topic.COUNT, Samples.countKey(good), good);
        assertThat(number("SELECT count(*) FROM counts")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void contentDoesNotDependOnHowRecordsWereBatchedOrRepeated(long seed) {
        store.commit(SampleFleet.batch("live"));
        String whole = content();
        Random random = new Random(seed);
        List<Sample> records = new ArrayList<>(SampleFleet.records());
        records.addAll(records.subList(0, 2_000));
        // Order matters between two records of one key; here it is about everything else.
        records.removeIf(record -> record.value() instanceof Alert alert
                && alert.getRevision() == 1
                && alert.getId().equals("exclusive-redmi"));
        Collections.shuffle(records, random);

        try (FleetStore other = FleetStore.open(folder.resolve("other-" + seed + ".duckdb"))) {
            int from = 0;
            while (from < records.size()) {
                int to = Math.min(records.size(), from + 500 + random.nextInt(4_000));
                Batch batch = new Batch();
                records.subList(from, to)
                        .forEach(record -> batch.put("live", record.topic(), record.key(), record.value(), 0));
                other.commit(batch);
                from = to;
            }

            assertThat(content(other)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void anEventReadTwiceIsOneEvent() {
        var event = Samples.connection(
                "e-1", "d-1", "a.example.com", new byte[] {1, 1, 1, 1}, Samples.START, Outcome.ESTABLISHED);
        commit(Topic.CONNECTION, Samples.key("d-1"), event);

        commit(Topic.CONNECTION, Samples.key("d-1"), event);

        assertThat(number("SELECT count(*) FROM connection")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM contact")).isEqualTo(1);
    }

    @Test
    void queriesReachNoOtherFile() {
        assertThatThrownBy(() -> number("SELECT count(*) FROM read_text('/etc/hostname')"))
                .hasMessageContaining("disabled by configuration");
        assertThatThrownBy(() -> number("SET enable_external_access = true")).hasMessageContaining("lock");
    }

    private void commit(Topic topic, byte[] key, @Nullable SpecificRecord value) {
        Batch batch = new Batch();
        batch.put("live", topic, key, value, 0);
        store.commit(batch);
    }

    private String content() {
        return content(store);
    }

    private static String content(FleetStore of) {
        return of.readers().ask(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(CONTENT)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private long number(String sql) {
        return store.readers().ask(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
