package io.waybill.console.store;

import io.waybill.console.store.Batch.Partition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The store: one DuckDB file that mirrors the published topics. A batch of records and the positions behind it are one
 * transaction, so that every record is in it exactly once, whatever stops the process. One thread writes; any number reads,
 * each seeing the state of some commit. While it is open no other process can open the file; closed, {@code duckdb FILE} can.
 */
public final class FleetStore implements AutoCloseable {

    /** Questions answered at the same time; a further one waits for its turn. */
    static final int READERS = 4;

    private static final List<String> CASE_TABLES = List.of(
            "destination_count",
            "count_day",
            "watched_day",
            "day_state",
            "model_activity",
            "alert",
            "alert_revision",
            "progress",
            "profile",
            "lifecycle",
            "policy",
            "connection",
            "contact",
            "cohort",
            "destination",
            "device",
            "fleet_case");

    private final Path file;
    private final Path exports;
    private final Damage damage = new Damage();
    private final ReaderPool readers;
    private DuckDBConnection writer;
    private Dictionaries names;
    private Merge merge;

    private FleetStore(Path file, Path exports) throws SQLException, IOException {
        this.file = file;
        this.exports = exports;
        this.writer = connect(file, exports);
        this.names = new Dictionaries(writer);
        this.merge = new Merge(writer, names);
        this.readers = new ReaderPool(writer, READERS, exports, damage);
    }

    /**
     * Opens the store, making it if it is not there.
     *
     * @param file of the database; a folder {@code <file>.exports} beside it takes files while they are being sent
     * @throws IllegalStateException when the file cannot be opened, e.g. because another process has it open
     */
    public static FleetStore open(Path file) {
        try {
            Path whole = file.toAbsolutePath();
            Path exports = whole.resolveSibling(whole.getFileName() + ".exports");
            Files.createDirectories(exports);
            return new FleetStore(whole, exports);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot open the console's store " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of the console's store " + file, e);
        }
    }

    private static DuckDBConnection connect(Path file, Path exports) throws SQLException, IOException {
        DuckDBConnection writer = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
        try (Statement statement = writer.createStatement()) {
            StoreVersion.prepare(statement);
            statement.execute(schema());
            StoreVersion.mark(statement);
            SqlFunctions.register(writer);
            // Whatever a query says, it reaches no other file than exports in the making, and no network.
            statement.execute(
                    "SET allowed_directories = ['" + exports.toString().replace("'", "''") + "']");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET TimeZone = 'UTC'");
            // A checkpoint costs more than a commit, and at the default of 16 MB every second commit makes one.
            statement.execute("SET checkpoint_threshold = '128MB'");
            statement.execute("SET lock_configuration = true");
            return writer;
        } catch (SQLException | IOException | RuntimeException e) {
            try {
                writer.close();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** What made the database answer nothing any more, or null while it is well; {@link #reopen()} helps. */
    public @Nullable String damage() {
        return damage.reason();
    }

    /**
     * Closes the database, waiting for questions under way, and opens it again. Afterwards it is at its last commit; questions that
     * wait are answered.
     *
     * @throws IllegalStateException when it cannot be closed or opened now; may be tried again
     */
    public synchronized void reopen() {
        try {
            readers.close();
            writer.close();
            writer = connect(file, exports);
            names = new Dictionaries(writer);
            merge = new Merge(writer, names);
            readers.fill(writer);
            damage.mended();
        } catch (SQLException | IOException | ReaderPool.BusyException e) {
            throw new IllegalStateException("the console's store cannot be opened again: " + e.getMessage(), e);
        }
    }

    /** Stores the batch and its positions, or nothing of it. */
    public synchronized void commit(Batch batch) {
        try {
            writer.setAutoCommit(false);
            merge.apply(batch);
            for (Map.Entry<String, Set<String>> ofCase : batch.forgotten().entrySet()) {
                for (String deviceId : ofCase.getValue()) {
                    DeviceRows.delete(writer, names.caseId(ofCase.getKey()), deviceId);
                }
            }
            storePositions(batch.positions());
            writer.commit();
            if (!batch.forgotten().isEmpty()) {
                names.load();
            }
        } catch (SQLException e) {
            rollBack(e);
            throw damage.explain("the console's store refused a batch", e, writer);
        } catch (RuntimeException e) {
            rollBack(e);
            throw new IllegalStateException("the console's store refused a batch: " + e.getMessage(), e);
        }
    }

    /**
     * Sums the days anew that changed since they were summed last. Answers do not depend on it, only how long they take.
     *
     * @return how many days were summed
     */
    public synchronized int sumDays() {
        try (Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            int days = DaySums.refresh(statement);
            writer.commit();
            return days;
        } catch (SQLException e) {
            rollBack(e);
            throw damage.explain("the console's store cannot sum its days", e, writer);
        }
    }

    /** Where to read on in each partition that was ever read. */
    public synchronized Map<Partition, Long> positions() {
        Map<Partition, Long> positions = new HashMap<>();
        try (Statement statement = writer.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT topic, topic_id, part, next_offset FROM topic_position")) {
            while (row.next()) {
                positions.put(new Partition(row.getString(1), row.getString(2), row.getInt(3)), row.getLong(4));
            }
            return positions;
        } catch (SQLException e) {
            throw damage.explain("cannot read the positions of the console's store", e, writer);
        }
    }

    /** Forgets a case and the positions of its topics. Unknown cases change nothing. */
    public synchronized void remove(String caseName, String topicPrefix) {
        try {
            writer.setAutoCommit(false);
            for (String table : CASE_TABLES) {
                try (PreparedStatement delete = writer.prepareStatement(
                        "DELETE FROM " + table + " WHERE case_id IN (SELECT case_id FROM fleet_case WHERE name = ?)")) {
                    delete.setString(1, caseName);
                    delete.executeUpdate();
                }
            }
            try (PreparedStatement delete = writer.prepareStatement(
                    "DELETE FROM topic_position WHERE CASE WHEN ? = '' THEN NOT starts_with(topic, 'case.')"
                            + " ELSE starts_with(topic, ? || 'waybill.') END")) {
                delete.setString(1, topicPrefix);
                delete.setString(2, topicPrefix);
                delete.executeUpdate();
            }
            writer.commit();
            names.load();
        } catch (SQLException e) {
            rollBack(e);
            throw damage.explain("cannot remove case " + caseName + " from the console's store", e, writer);
        }
    }

    /** Where questions are asked. */
    public ReaderPool readers() {
        return readers;
    }

    /** Waits for questions under way and closes the file. */
    @Override
    public synchronized void close() {
        try {
            readers.close();
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close the console's store", e);
        }
    }

    private void storePositions(Map<Partition, Long> positions) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert =
                writer.prepareStatement("INSERT OR REPLACE INTO topic_position VALUES (?, ?, ?, ?)")) {
            for (Map.Entry<Partition, Long> position : positions.entrySet()) {
                upsert.setString(1, position.getKey().topic());
                upsert.setString(2, position.getKey().topicId());
                upsert.setInt(3, position.getKey().number());
                upsert.setLong(4, position.getValue());
                upsert.executeUpdate();
            }
        }
    }

    private void rollBack(Exception cause) {
        try {
            writer.rollback();
            names.load();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String schema() throws IOException {
        try (InputStream in = FleetStore.class.getResourceAsStream("/io/waybill/console/sql/schema.sql")) {
            if (in == null) {
                throw new IllegalStateException("schema.sql is missing from the console's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
