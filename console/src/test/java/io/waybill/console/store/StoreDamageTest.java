package io.waybill.console.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.console.Damaged;
import io.waybill.console.SampleFleet;
import io.waybill.console.store.Batch.Partition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that its engine has invalidated: recognised wherever it shows, and whole again once it is opened anew. */
class StoreDamageTest {

    private static final Partition PARTITION = new Partition("waybill.alert.v1", "abc", 0);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FleetStore store;

    private String address = "";

    @BeforeEach
    void open() throws Exception {
        Path file = folder.resolve("console.duckdb");
        address = "jdbc:duckdb:" + file;
        try (Connection failing = DriverManager.getConnection(address)) {
            Damaged.onNextCheckpoint(failing);
            store = FleetStore.open(file);
        }
        Batch batch = SampleFleet.batch("live");
        batch.position(PARTITION, 42);
        store.commit(batch);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aQuestionFindsIt() throws Exception {
        long before = alerts();
        Damaged.now(address);

        assertThatThrownBy(this::alerts).isInstanceOf(DamagedStoreException.class);

        assertThat(store.damage()).contains("invalidated");
        store.reopen();
        assertThat(store.damage()).isNull();
        assertThat(alerts()).isEqualTo(before);
        assertThat(store.positions()).isEqualTo(Map.of(PARTITION, 42L));
    }

    @Test
    void aCommitFindsItAndStoresNothing() throws Exception {
        long before = alerts();
        Damaged.now(address);
        Batch batch = SampleFleet.batch("other");
        batch.position(PARTITION, 43);

        assertThatThrownBy(() -> store.commit(batch)).isInstanceOf(DamagedStoreException.class);

        store.reopen();
        assertThat(store.positions()).isEqualTo(Map.of(PARTITION, 42L));
        assertThat(alerts()).isEqualTo(before);
        store.commit(batch);
        assertThat(alerts()).isEqualTo(2 * before);
        assertThat(store.sumDays()).isPositive();
    }

    @Test
    void anErrorOfAQuestionIsNone() {
        assertThatThrownBy(() -> number("SELECT nothing FROM nowhere"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");

        assertThat(store.damage()).isNull();
        assertThat(alerts()).isPositive();
    }

    private long alerts() {
        return number("SELECT count(*) FROM alert");
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
