package io.waybill.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes a database of this process fail for good, really: its engine is told to break off the next checkpoint, which invalidates
 * it for every connection until all of them are closed.
 */
public final class Damaged {

    private Damaged() {}

    /** For a connection that is open before the store, whose settings are locked. */
    public static void onNextCheckpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET GLOBAL debug_checkpoint_abort = 'before_header'");
        }
    }

    /** Invalidates the database of that address, which some store has open; waits for what that writes at the moment. */
    public static void now(String address) throws SQLException {
        try (Connection other = DriverManager.getConnection(address);
                Statement statement = other.createStatement()) {
            assertThatThrownBy(() -> statement.execute("FORCE CHECKPOINT")).hasMessageContaining("FATAL");
        }
    }
}
