package io.waybill.console.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shape the tables of a store have. A store of another shape is emptied and fills itself again from the topics: it holds
 * nothing of its own. What the topics no longer have (connection events beyond their retention) is lost to it, and the log says so.
 */
final class StoreVersion {

    /** Goes up with each change of a table. */
    static final int CURRENT = 3;

    /** Lacked only sums that are made from the counts: kept, and summed anew. */
    private static final int WITHOUT_WATCHED_DAYS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(StoreVersion.class);

    private StoreVersion() {}

    /** Empties a store of another shape, unless what it lacks can be made from what it has. */
    static void prepare(Statement statement) throws SQLException {
        List<String> tables =
                names(statement, "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND schema_name = 'main'");
        if (tables.isEmpty()) {
            return;
        }
        int found = tables.contains("store_version") ? version(statement) : 1;
        if (found == CURRENT) {
            return;
        }
        if (found == WITHOUT_WATCHED_DAYS) {
            LOG.info("the sums of the store are made anew: tables of version {} become {}", found, CURRENT);
            statement.execute("UPDATE day_state SET stale = true");
            statement.execute("UPDATE store_version SET version = " + CURRENT);
            return;
        }
        LOG.warn(
                "the store has tables of version {}, this program has {}: it is filled again from the topics",
                found,
                CURRENT);
        for (String view : names(statement, "SELECT view_name FROM duckdb_views() WHERE NOT internal")) {
            statement.execute("DROP VIEW \"" + view + '"');
        }
        for (String table : tables) {
            statement.execute("DROP TABLE \"" + table + '"');
        }
    }

    /** Notes the shape that the tables now have. */
    static void mark(Statement statement) throws SQLException {
        statement.execute("INSERT OR IGNORE INTO store_version VALUES (" + CURRENT + ")");
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT coalesce(max(version), 1) FROM store_version")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static List<String> names(Statement statement, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
