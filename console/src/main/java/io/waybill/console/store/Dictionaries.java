package io.waybill.console.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Small numbers for the names that repeat in millions of rows. New names are written by {@link #flush()} in the transaction that
 * first uses them; after a rollback {@link #load()} forgets them again. For the writing thread alone.
 */
final class Dictionaries {

    /** Numbers begin at 1. */
    private static final int NONE = 0;

    private final DuckDBConnection connection;
    private final Dictionary<String> cases = new Dictionary<>("fleet_case");
    private final Dictionary<CohortName> cohorts = new Dictionary<>("cohort");
    private final Dictionary<CaseName> destinations = new Dictionary<>("destination");
    private final Dictionary<CaseName> devices = new Dictionary<>("device");

    Dictionaries(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        load();
    }

    /** Takes over what the store has. */
    void load() throws SQLException {
        List.of(cases, cohorts, destinations, devices).forEach(Dictionary::clear);
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT case_id, name FROM fleet_case")) {
                while (row.next()) {
                    cases.known(row.getString(2), row.getInt(1));
                }
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT cohort_id, case_id, manufacturer, model, firmware FROM cohort")) {
                while (row.next()) {
                    cohorts.known(
                            new CohortName(row.getInt(2), row.getString(3), row.getString(4), row.getString(5)),
                            row.getInt(1));
                }
            }
            loadNames(statement, destinations);
            loadNames(statement, devices);
        }
    }

    /** Writes the names that came since the last flush. */
    void flush() throws SQLException {
        cases.flush(connection);
        cohorts.flush(connection);
        destinations.flush(connection);
        devices.flush(connection);
    }

    int caseId(String name) {
        int id = cases.find(name);
        return id != NONE ? id : cases.add(name, name);
    }

    int cohort(int caseId, String manufacturer, String model, String firmware) {
        CohortName name = new CohortName(caseId, manufacturer, model, firmware);
        int id = cohorts.find(name);
        return id != NONE ? id : cohorts.add(name, caseId, manufacturer, model, firmware, manufacturer + " " + model);
    }

    int destination(int caseId, String name, String kind) {
        CaseName key = new CaseName(caseId, name);
        int id = destinations.find(key);
        return id != NONE ? id : destinations.add(key, caseId, name, kind);
    }

    int device(int caseId, String name) {
        CaseName key = new CaseName(caseId, name);
        int id = devices.find(key);
        return id != NONE ? id : devices.add(key, caseId, name);
    }

    private static void loadNames(Statement statement, Dictionary<CaseName> into) throws SQLException {
        String query = "SELECT " + into.table + "_id, case_id, name FROM " + into.table;
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                into.known(new CaseName(row.getInt(2), row.getString(3)), row.getInt(1));
            }
        }
    }

    private record CohortName(int caseId, String manufacturer, String model, String firmware) {}

    private record CaseName(int caseId, String name) {}

    private static final class Dictionary<K> {

        private final String table;
        private final Map<K, Integer> ids = new HashMap<>();
        private final List<Object[]> fresh = new ArrayList<>();
        private int last;

        Dictionary(String table) {
            this.table = table;
        }

        void clear() {
            ids.clear();
            fresh.clear();
            last = 0;
        }

        void known(K name, int id) {
            ids.put(name, id);
            last = Math.max(last, id);
        }

        /** The number of a name, or {@link #NONE}. Apart from {@link #add} because nearly every name of a row is known. */
        int find(K name) {
            return ids.getOrDefault(name, NONE);
        }

        int add(K name, Object... columns) {
            int id = ++last;
            ids.put(name, id);
            Object[] row = new Object[columns.length + 1];
            row[0] = id;
            System.arraycopy(columns, 0, row, 1, columns.length);
            fresh.add(row);
            return id;
        }

        void flush(DuckDBConnection connection) throws SQLException {
            if (fresh.isEmpty()) {
                return;
            }
            try (DuckDBAppender appender = connection.createAppender("main", table)) {
                for (Object[] row : fresh) {
                    appender.beginRow();
                    for (Object column : row) {
                        if (column instanceof Integer number) {
                            appender.append(number.intValue());
                        } else {
                            appender.append((String) column);
                        }
                    }
                    appender.endRow();
                }
            }
            fresh.clear();
        }
    }
}
