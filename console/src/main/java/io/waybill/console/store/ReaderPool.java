package io.waybill.console.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;

/** A few connections that questions share. Bounds how much the store works at once. Thread-safe. */
public final class ReaderPool {

    /** How long a question waits for its turn before it is refused. */
    static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Connection> idle;
    private final int size;
    private final Path exports;

    ReaderPool(DuckDBConnection of, int size, Path exports) throws SQLException {
        this.size = size;
        this.idle = new ArrayBlockingQueue<>(size);
        this.exports = exports;
        for (int i = 0; i < size; i++) {
            idle.add(of.duplicate());
        }
    }

    /** Folder that queries may write to, and no other. */
    public Path exports() {
        return exports;
    }

    /**
     * Lends a connection for one question.
     *
     * @throws BusyException when none became free in time
     */
    public <T> T ask(Question<T> question) {
        Connection connection = borrow();
        try {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the store did not answer: " + e.getMessage(), e);
        } finally {
            idle.add(connection);
        }
    }

    void close() throws SQLException {
        for (int i = 0; i < size; i++) {
            borrow().close();
        }
    }

    private Connection borrow() {
        try {
            Connection connection = idle.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (connection == null) {
                throw new BusyException();
            }
            return connection;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
    }

    /** One question. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks it; closes all it opens but the connection. */
        T ask(Connection connection) throws SQLException;
    }

    /** All connections are taken by other questions. */
    public static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("the store is busy with other questions; try again");
        }
    }
}
