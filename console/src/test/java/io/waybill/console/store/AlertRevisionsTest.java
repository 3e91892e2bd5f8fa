package io.waybill.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.Samples;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every revision that is read is kept, once, beside the newest that counts. */
class AlertRevisionsTest {

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
    void revisionsOfOneBatchAreAllKept() {
        store.commit(batch(revision("a", 1), revision("a", 2), revision("a", 3)));

        assertThat(rows("SELECT revision FROM alert_revision ORDER BY revision"))
                .containsExactly("1", "2", "3");
        assertThat(rows("SELECT revision FROM alert")).containsExactly("3");
    }

    @Test
    void revisionsReadTwiceAreKeptOnce() {
        store.commit(batch(revision("a", 1), revision("a", 2)));

        store.commit(batch(revision("a", 1), revision("a", 2), revision("a", 3)));

        assertThat(rows("SELECT revision FROM alert_revision ORDER BY revision"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void aRetractionIsARevision() {
        Alert retracted = revision("a", 2);
        retracted.setStatus(AlertStatus.RETRACTED);
        store.commit(batch(revision("a", 1), retracted));

        assertThat(rows("SELECT status FROM alert_revision ORDER BY revision")).containsExactly("OPEN", "RETRACTED");
        assertThat(rows("SELECT status FROM alert")).containsExactly("RETRACTED");
    }

    @Test
    void anAlertThatIsDeletedTakesItsRevisionsAlong() {
        store.commit(batch(revision("a", 1), revision("a", 2), revision("b", 1)));
        Batch removal = new Batch();
        put(removal, "a", null);

        store.commit(removal);

        assertThat(rows("SELECT id FROM alert_revision")).containsExactly("b");
    }

    @Test
    void theAlertItselfCanBeReadBack() throws Exception {
        Alert alert = revision("a", 4);
        store.commit(batch(alert));

        Alert read = store.readers().ask(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT record FROM alert")) {
                row.next();
                var blob = row.getBlob(1);
                return Alert.getDecoder().decode(blob.getBytes(1, (int) blob.length()));
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(read).isEqualTo(alert);
    }

    private static Alert revision(String id, int number) {
        Alert alert = Samples.alert(id, "surge", SubjectLevel.MODEL, "LG G2", "example.com", Severity.LOW, 10 + number);
        alert.setRevision(number);
        return alert;
    }

    private static Batch batch(Alert... alerts) {
        Batch batch = new Batch();
        for (Alert alert : alerts) {
            put(batch, alert.getId(), alert);
        }
        return batch;
    }

    private static void put(Batch batch, String id, @Nullable Alert alert) {
        batch.put("live", Topic.ALERT, Samples.key(id), alert, 7);
    }

    private List<String> rows(String query) {
        return store.readers().ask(connection -> {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        });
    }
}
