package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.console.Damaged;
import io.waybill.console.api.Question;
import io.waybill.console.store.Asked;
import io.waybill.console.store.DamagedStoreException;
import io.waybill.console.store.FleetStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader who asks what made the database fail is told so, and the others get their answers. */
class RefusedQuestionTest {

    @Test
    void theAnswerSaysWhyAndUntilWhen(@TempDir Path folder) throws Exception {
        try (ServedFleet fleet = new ServedFleet(folder)) {
            Reader reader = new Reader(fleet.url());
            Contract contract = new Contract(reader.get("/openapi.yaml").body());
            Asked models = new Asked("models", Question.of(Question.LIVE).with("q", "mi"));
            for (int time = 0; time < 2; time++) {
                reopen(fleet.store(), folder, true);
                assertThatThrownBy(() -> fleet.store().readers().ask(models, RefusedQuestionTest::checkpoint))
                        .isInstanceOf(DamagedStoreException.class);
                assertThat(reader.get("/api/models?q=mi").statusCode()).isEqualTo(503);
            }
            reopen(fleet.store(), folder, false);

            HttpResponse<String> refused = reader.get("/api/models?q=mi");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(contract.faults("Error", refused.body())).isEmpty();
            assertThat(refused.body())
                    .contains("this very question made the store's database fail 2 times", "refused until");
            assertThat(reader.get("/api/models?q=lg").statusCode()).isEqualTo(200);
            assertThat(reader.get("/api/overview").statusCode()).isEqualTo(200);
        }
    }

    private static void reopen(FleetStore store, Path folder, boolean toFail) throws Exception {
        store.close();
        try (Connection first = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("console.duckdb"))) {
            if (toFail) {
                Damaged.onNextCheckpoint(first);
            }
            store.reopen();
        }
    }

    private static boolean checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("CHECKPOINT");
        }
    }
}
