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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that its engine has invalidated: recognised wherever it shows, and whole again once it is opened anew. */
class StoreDamageTest {

    private static final Partition PARTITION = new Partition("waybill.alert.v1", "abc", 0);

    @TempDir
    private Path folder;

    @AutoClose
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

    @Test
    void aQuestionThatKeepsCausingItIsRefusedAndOthersAreAnswered() throws Exception {
        long before = alerts();
        Asked culprit = new Asked("checkpoints", "all");
        for (int time = 0; time < Strikes.SAME; time++) {
            if (time > 0) {
                reopenToFailAgain();
            }
            assertThatThrownBy(() -> checkpoint(culprit)).isInstanceOf(DamagedStoreException.class);
            assertThatThrownBy(() -> alerts(new Asked("alerts", "bystander")))
                    .isInstanceOf(DamagedStoreException.class);
        }
        reopenToFailAgain();

        assertThatThrownBy(() -> checkpoint(culprit))
                .isInstanceOf(RefusedQuestionException.class)
                .hasMessageContaining("refused until");

        assertThat(store.damage()).isNull();
        assertThat(alerts(new Asked("alerts", "bystander"))).isEqualTo(before);
        assertThat(store.readers().refusals()).isEqualTo(1);
    }

    /** Opened anew such that the next checkpoint breaks it again. */
    private void reopenToFailAgain() throws Exception {
        store.close();
        try (Connection failing = DriverManager.getConnection(address)) {
            Damaged.onNextCheckpoint(failing);
            store.reopen();
        }
    }

    private void checkpoint(Asked asked) {
        store.readers().ask(asked, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("CHECKPOINT");
            }
        });
    }

    private long alerts(Asked asked) {
        return store.readers().ask(asked, connection -> count(connection, "SELECT count(*) FROM alert"));
    }

    private long alerts() {
        return number("SELECT count(*) FROM alert");
    }

    private long number(String sql) {
        return store.readers().ask(connection -> count(connection, sql));
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
