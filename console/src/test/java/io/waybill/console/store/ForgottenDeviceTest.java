package io.waybill.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.Samples;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that is forgotten leaves every table, and nobody else does. */
class ForgottenDeviceTest {

    private static final List<String> TABLES =
            List.of("connection", "contact", "lifecycle", "profile", "alert", "alert_revision", "device");

    @TempDir
    private Path folder;

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private FleetStore store;

    @BeforeEach
    void open() {
        store = FleetStore.open(folder.resolve("console.duckdb"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_leaves_every_table_and_others_stay(boolean inTheSameBatch) {
        Batch batch = new Batch();
        everythingAbout(batch, "live", "sick");
        everythingAbout(batch, "live", "other");
        if (!inTheSameBatch) {
            store.commit(batch);
            TABLES.forEach(table -> assertThat(count(table)).as(table).isEqualTo(2));
            batch = new Batch();
        }
        batch.forget("live", "sick");
        assertThat(batch.isEmpty()).isFalse();
        assertThat(batch.changed().get("live")).contains(Topic.CONNECTION.baseName(), Topic.ALERT.baseName());

        store.commit(batch);

        TABLES.forEach(table -> assertThat(count(table)).as(table).isEqualTo(1));
        assertThat(text("SELECT name FROM device")).isEqualTo("other");
        assertThat(text("SELECT subject FROM alert")).isEqualTo("other");
        assertThat(text("SELECT id FROM alert_revision")).isEqualTo("about-other");
    }

    @Test
    void it_may_come_back_later_as_if_it_were_new() {
        Batch batch = new Batch();
        everythingAbout(batch, "live", "sick");
        everythingAbout(batch, "live", "other");
        batch.forget("live", "sick");
        store.commit(batch);

        Batch later = new Batch();
        everythingAbout(later, "live", "sick");
        store.commit(later);

        assertThat(count("connection")).isEqualTo(2);
        assertThat(text("SELECT count(*) FROM connection c JOIN device d USING (device_id) WHERE d.name = 'sick'"))
                .isEqualTo("1");
        assertThat(text("SELECT count(DISTINCT device_id) FROM device")).isEqualTo("2");
    }

    @Test
    void the_same_name_in_another_case_is_another_device() {
        Batch batch = new Batch();
        everythingAbout(batch, "live", "sick");
        everythingAbout(batch, "redmi", "sick");
        batch.forget("live", "sick");
        store.commit(batch);

        TABLES.forEach(table -> assertThat(count(table)).as(table).isEqualTo(1));
        assertThat(text("SELECT f.name FROM device d JOIN fleet_case f USING (case_id)"))
                .isEqualTo("redmi");
    }

    @Test
    void one_that_nobody_knows_changes_nothing() {
        Batch batch = new Batch();
        everythingAbout(batch, "live", "other");
        batch.forget("live", "nobody' OR 1=1 --");
        batch.forget("no-such-case", "other");
        store.commit(batch);

        TABLES.forEach(table -> assertThat(count(table)).as(table).isEqualTo(1));
    }

    @Test
    void an_alert_deleted_within_a_batch_leaves_no_revision_of_it() {
        Alert alert = Samples.alert("a", "surge", SubjectLevel.DEVICE, "sick", "example.com", Severity.LOW, 10);
        Batch batch = new Batch();
        batch.put("live", Topic.ALERT, Samples.key("a"), alert, 7);
        batch.put("live", Topic.ALERT, Samples.key("a"), null, 8);
        store.commit(batch);

        assertThat(count("alert")).isZero();
        assertThat(count("alert_revision")).isZero();
    }

    private static void everythingAbout(Batch batch, String caseName, String device) {
        batch.put(caseName, Topic.PROFILE, Samples.key(device), Samples.profile(device, "LG", "G2", "A"), 1);
        DeviceConnection event = Samples.connection(
                caseName + device, device, "example.com", new byte[] {8, 8, 8, 8}, Samples.START, Outcome.ESTABLISHED);
        batch.put(caseName, Topic.CONNECTION, Samples.key(device), event, 1);
        DeviceLifecycle reset = DeviceLifecycle.newBuilder()
                .setEventId("reset-" + device)
                .setDeviceId(device)
                .setTime(Samples.START)
                .setKind(LifecycleKind.FACTORY_RESET)
                .build();
        batch.put(caseName, Topic.LIFECYCLE, Samples.key(device), reset, 1);
        String id = "about-" + device;
        Alert alert = Samples.alert(id, "surge", SubjectLevel.DEVICE, device, "example.com", Severity.LOW, 10);
        batch.put(caseName, Topic.ALERT, Samples.key(id), alert, 1);
    }

    private long count(String table) {
        return Long.parseLong(text("SELECT count(*) FROM " + table));
    }

    private String text(String query) {
        return store.readers().ask(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        });
    }
}
