package io.waybill.console.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** A row on its way into a staging table, column after column. */
final class Row {

    /** DuckDB's calendar is wider, Java's wider still; what lies outside of these years is a broken clock, kept at the edge. */
    private static final long FIRST_MS = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private static final long LAST_MS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private final DuckDBAppender appender;

    Row(DuckDBAppender appender) {
        this.appender = appender;
    }

    Row begin(int caseId, UUID key) throws SQLException {
        appender.beginRow().append(caseId).append(key);
        return this;
    }

    void end() throws SQLException {
        appender.endRow();
    }

    Row id(int id) throws SQLException {
        appender.append(id);
        return this;
    }

    Row text(@Nullable String value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value);
        }
        return this;
    }

    Row bytes(byte[] value) throws SQLException {
        appender.append(value);
        return this;
    }

    Row key(UUID value) throws SQLException {
        appender.append(value);
        return this;
    }

    Row number(@Nullable Long value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else {
            appender.append(value.longValue());
        }
        return this;
    }

    Row integer(int value) throws SQLException {
        appender.append(value);
        return this;
    }

    Row real(@Nullable Double value) throws SQLException {
        if (value == null || value.isNaN()) {
            appender.appendNull();
        } else {
            appender.append(value.doubleValue());
        }
        return this;
    }

    /** Days since 1970 of the same time, as {@link #time(Instant)} keeps it. */
    Row day(Instant value) throws SQLException {
        return integer((int) Math.floorDiv(second(value), 86_400L));
    }

    private static long second(Instant value) {
        return Math.max(FIRST_MS / 1000, Math.min(value.getEpochSecond(), LAST_MS / 1000));
    }

    Row time(Instant value) throws SQLException {
        long second = second(value);
        appender.appendEpochMicros(second * 1_000_000 + value.getNano() / 1_000);
        return this;
    }
}
