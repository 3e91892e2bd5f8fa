package io.waybill.console.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
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
    private final Damage damage;
    private final Strikes strikes = new Strikes(Clock.systemUTC());
    private int open;

    ReaderPool(DuckDBConnection of, int size, Path exports, Damage damage) throws SQLException {
        this.size = size;
        this.idle = new ArrayBlockingQueue<>(size);
        this.exports = exports;
        this.damage = damage;
        fill(of);
    }

    /** Takes connections to the database as it is now; for whoever {@link #close() closed} those to the one before. */
    void fill(DuckDBConnection of) throws SQLException {
        for (; open < size; open++) {
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
     * @throws DamagedStoreException when the database answers nothing until it is opened again, which the feed does
     */
    public <T> T ask(Question<T> question) {
        Connection connection = borrow();
        try {
            return question.ask(connection);
        } catch (SQLException e) {
            throw damage.explain("the store did not answer", e, connection);
        } finally {
            idle.add(connection);
        }
    }

    /**
     * The same for a question that is known again: refused when it made the database fail too often.
     *
     * @throws RefusedQuestionException saying why and until when
     */
    public <T> T ask(Asked asked, Question<T> question) {
        strikes.check(asked);
        try {
            return ask(question);
        } catch (DamagedStoreException e) {
            if (e.isOriginal()) {
                strikes.add(asked);
            }
            throw e;
        }
    }

    /** How many questions were refused so far because they made the database fail. */
    public long refusals() {
        return strikes.refusals();
    }

    /** Waits for the questions under way; what is left of a close that was cut short, the next one does. */
    void close() throws SQLException {
        for (; open > 0; open--) {
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
