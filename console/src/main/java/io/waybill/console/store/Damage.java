package io.waybill.console.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database has failed for good. After a fatal or an internal error the engine may refuse everything ("database has been
 * invalidated"), in every connection, until the last of them is closed. Thread-safe.
 */
final class Damage {

    private static final String INVALIDATED = "database has been invalidated";

    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /** What happened, or null while the database is well. */
    @Nullable
    String reason() {
        return reason.get();
    }

    /** The database was opened anew. */
    void mended() {
        reason.set(null);
    }

    /**
     * The exception to throw for an error of the engine.
     *
     * @param what was being done
     * @param connection on which the engine is asked whether it still answers at all
     */
    RuntimeException explain(String what, SQLException error, Connection connection) {
        String message = what + ": " + error.getMessage();
        if (isForGood(error, connection)) {
            reason.compareAndSet(null, String.valueOf(error.getMessage()).replace("\n", " "));
            return new DamagedStoreException(message, error, !saysSo(error));
        }
        return new IllegalStateException(message, error);
    }

    private static boolean isForGood(SQLException error, Connection connection) {
        if (saysSo(error)) {
            return true;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return false;
        } catch (SQLException second) {
            error.addSuppressed(second);
            return saysSo(second);
        }
    }

    private static boolean saysSo(SQLException error) {
        return error.getMessage() != null && error.getMessage().contains(INVALIDATED);
    }
}
