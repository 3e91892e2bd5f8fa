package io.waybill.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.SampleFleet;
import io.waybill.console.store.Batch.Partition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store of another shape starts over instead of giving wrong answers. */
@Tag("slow")
class StoreVersionTest {

    private static final Partition PARTITION = new Partition("waybill.alert.v1", "abc", 0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE store_version",
                "UPDATE store_version SET version = 1",
                "UPDATE store_version SET version = 4",
                "DELETE FROM store_version"
            })
    void anotherVersionIsFilledAnew(String change) throws SQLException {
        fill();
        change(change);

        try (FleetStore store = FleetStore.open(file())) {
            assertThat(store.positions()).as("where to read on").isEmpty();
            store.commit(SampleFleet.batch("live"));
            assertThat(store.sumDays()).isEqualTo(4);
        }
    }

    @Test
    void theSameVersionGoesOn() throws SQLException {
        fill();

        try (FleetStore store = FleetStore.open(file())) {
            assertThat(store.positions()).containsEntry(PARTITION, 42L);
        }
    }

    @Test
    void aStoreThatLacksOnlySumsKeepsItsRecordsAndMakesThem() throws SQLException {
        fill();
        try (FleetStore store = FleetStore.open(file())) {
            assertThat(store.sumDays()).isEqualTo(4);
        }
        long watched = number("SELECT sum(device_ms) FROM watched_day");
        change("DROP TABLE watched_day; UPDATE store_version SET version = 2");

        try (FleetStore store = FleetStore.open(file())) {
            assertThat(store.positions()).containsEntry(PARTITION, 42L);
            assertThat(store.sumDays()).as("days summed anew").isEqualTo(4);
        }
        assertThat(watched).isPositive();
        assertThat(number("SELECT sum(device_ms) FROM watched_day")).isEqualTo(watched);
        assertThat(number("SELECT version FROM store_version")).isEqualTo(StoreVersion.CURRENT);
    }

    @Test
    void tablesOfTheFirstVersionWhichKnewNoVersionAreReplaced() throws SQLException {
        change("CREATE TABLE fleet_case (case_id INTEGER PRIMARY KEY, name VARCHAR UNIQUE);"
                + "CREATE TABLE alert (case_id INTEGER, id VARCHAR);"
                + "CREATE TABLE topic_position (topic VARCHAR, topic_id VARCHAR, part INTEGER, next_offset BIGINT);"
                + "INSERT INTO topic_position VALUES ('waybill.alert.v1', 'abc', 0, 42)");

        try (FleetStore store = FleetStore.open(file())) {
            assertThat(store.positions()).isEmpty();
            store.commit(SampleFleet.batch("live"));
        }
    }

    private void fill() {
        try (FleetStore store = FleetStore.open(file())) {
            Batch batch = SampleFleet.batch("live");
            batch.position(PARTITION, 42);
            store.commit(batch);
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Path file() {
        return folder.resolve("console.duckdb");
    }
}
