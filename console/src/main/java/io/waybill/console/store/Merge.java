package io.waybill.console.store;

import io.waybill.console.store.Batch.Entry;
import io.waybill.schemas.Topic;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Brings the records of a batch into the tables, in bulk: staged first, then the replaced rows out and the new ones in. */
final class Merge {

    private final DuckDBConnection connection;
    private final Dictionaries names;
    private final Rows rows;

    Merge(DuckDBConnection connection, Dictionaries names) {
        this.connection = connection;
        this.names = names;
        this.rows = new Rows(names);
    }

    void apply(Batch batch) throws SQLException {
        for (Topic topic : Topic.values()) {
            RecordTable table = RecordTable.of(topic);
            Map<String, Map<UUID, Entry>> records = batch.records(topic);
            if (table != null && !records.isEmpty()) {
                try (Statement statement = connection.createStatement()) {
                    merge(statement, table, records, rows::append);
                    if (topic == Topic.CONNECTION) {
                        mergeContacts(statement);
                    }
                    if (topic == Topic.ALERT) {
                        statement.execute("DELETE FROM alert_revision r USING staging_removed s"
                                + " WHERE r.alert_key = s.record_key AND r.case_id = s.case_id");
                    }
                    drop(statement, table);
                }
            }
        }
        if (!batch.revisions().isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                merge(
                        statement,
                        RecordTable.REVISIONS,
                        batch.revisions(),
                        (row, caseId, entry) -> Rows.revision(row, entry));
                drop(statement, RecordTable.REVISIONS);
            }
        }
    }

    private void merge(Statement statement, RecordTable table, Map<String, Map<UUID, Entry>> records, RowWriter writer)
            throws SQLException {
        statement.execute("CREATE OR REPLACE TEMP TABLE " + table.staging() + " AS FROM " + table.name() + " LIMIT 0");
        statement.execute("CREATE OR REPLACE TEMP TABLE staging_removed (case_id INTEGER, record_key UUID)");
        stage(table, records, writer);
        names.flush();
        if (table.name().equals(DaySums.OF)) {
            DaySums.markStale(statement);
        }
        statement.execute(table.deleteReplaced());
        statement.execute(table.deleteRemoved());
        statement.execute("INSERT INTO " + table.name() + " FROM " + table.staging());
    }

    private static void drop(Statement statement, RecordTable table) throws SQLException {
        statement.execute("DROP TABLE " + table.staging());
        statement.execute("DROP TABLE staging_removed");
    }

    private void stage(RecordTable table, Map<String, Map<UUID, Entry>> records, RowWriter writer) throws SQLException {
        try (DuckDBAppender present = connection.createAppender("temp", "main", table.staging());
                DuckDBAppender removed = connection.createAppender("temp", "main", "staging_removed")) {
            Row presentRow = new Row(present);
            Row removedRow = new Row(removed);
            for (Map.Entry<String, Map<UUID, Entry>> ofCase : records.entrySet()) {
                int caseId = names.caseId(ofCase.getKey());
                for (Map.Entry<UUID, Entry> entry : ofCase.getValue().entrySet()) {
                    if (entry.getValue().value() == null) {
                        removedRow.begin(caseId, entry.getKey()).end();
                    } else {
                        presentRow.begin(caseId, entry.getKey());
                        writer.write(presentRow, caseId, entry.getValue());
                        presentRow.end();
                    }
                }
            }
        }
    }

    /** Writes the columns of a record behind its key. */
    @FunctionalInterface
    private interface RowWriter {
        void write(Row row, int caseId, Entry entry) throws SQLException;
    }

    private static void mergeContacts(Statement statement) throws SQLException {
        statement.execute("""
                CREATE OR REPLACE TEMP TABLE staging_contact AS
                WITH fresh AS (
                    SELECT case_id, device_id, destination_id, min(time) AS first_seen, max(time) AS last_seen
                    FROM staging_connection GROUP BY ALL)
                SELECT f.case_id, f.device_id, f.destination_id,
                    least(f.first_seen, c.first_seen) AS first_seen, greatest(f.last_seen, c.last_seen) AS last_seen
                FROM fresh f LEFT JOIN contact c USING (device_id, destination_id)""");
        statement.execute("""
                DELETE FROM contact c USING staging_contact s
                WHERE c.device_id = s.device_id AND c.destination_id = s.destination_id""");
        statement.execute("INSERT INTO contact FROM staging_contact");
        statement.execute("DROP TABLE staging_contact");
    }
}
