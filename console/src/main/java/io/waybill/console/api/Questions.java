package io.waybill.console.api;

import io.waybill.console.store.Asked;
import io.waybill.console.store.ReaderPool;
import io.waybill.schemas.Alert;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the store. Every query is one of our own files with bound values; nothing a reader sends becomes SQL. Thread-safe. */
public final class Questions {

    private static final Sql TOTALS = Sql.resource("totals");
    private static final Sql ALERT_DOCUMENT = Sql.resource("alert_document");
    private static final Sql ALERT_RECORD = Sql.resource("alert_record");
    private static final Sql ALERT_MODEL =
            Sql.parse("SELECT model_name FROM alert_model WHERE case_id = :case_id AND id = :id");
    private static final Sql PROGRESS = Sql.resource("progress");
    private static final Sql WATCHED_MODELS = Sql.resource("watched_models");
    private static final Sql PARAMETER_RULES =
            Sql.parse("SELECT document FROM policy WHERE case_id = :case_id AND kind = 'PARAMETER'");

    private final ReaderPool readers;
    private final Map<Listing, List<String>> columns = new EnumMap<>(Listing.class);

    /** Questions to that store. */
    public Questions(ReaderPool readers) {
        this.readers = readers;
        for (Listing listing : Listing.values()) {
            columns.put(listing, readers.ask(connection -> columnsOf(connection, listing)));
        }
    }

    /** Columns of a listing. */
    public List<String> columns(Listing listing) {
        return columns.getOrDefault(listing, List.of());
    }

    /** One page of a listing. */
    public Page page(Listing listing, Question question) {
        return readers.ask(new Asked(listing.path(), question), connection -> {
            requireOther(connection, question);
            List<String> names = columns(listing);
            Sql sql = pageSql(listing, question, ", count(*) OVER () AS total_rows");
            try (PreparedStatement statement = sql.prepare(connection, question.values(caseId(connection, question)));
                    ResultSet result = statement.executeQuery()) {
                List<Map<String, @Nullable Object>> rows = new ArrayList<>();
                long total = 0;
                while (result.next()) {
                    rows.add(Values.row(result, names));
                    total = result.getLong("total_rows");
                }
                return new Page(names, total, rows);
            }
        });
    }

    /** All rows of a listing up to the question's limit, as CSV that no spreadsheet takes for formulas. */
    public void csv(Listing listing, Question question, OutputStream out) {
        readers.ask(new Asked(listing.path(), question), connection -> {
            requireOther(connection, question);
            Sql sql = pageSql(listing, question, "");
            try (PreparedStatement statement = sql.prepare(connection, question.values(caseId(connection, question)));
                    ResultSet result = statement.executeQuery()) {
                Csv.write(result, columns(listing), out);
                return true;
            }
        });
    }

    /** The same as a Parquet file. */
    public void parquet(Listing listing, Question question, OutputStream out) {
        readers.ask(new Asked(listing.path(), question), connection -> {
            requireOther(connection, question);
            Path file = exportFile();
            Sql sql = pageSql(listing, question, "").inside("CREATE OR REPLACE TEMP TABLE exported AS (", ")");
            try (PreparedStatement statement = sql.prepare(connection, question.values(caseId(connection, question)));
                    Statement copy = connection.createStatement()) {
                statement.execute();
                copy.execute("COPY exported TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
                copy.execute("DROP TABLE exported");
                send(file, out);
                return true;
            } finally {
                delete(file);
            }
        });
    }

    /** Sums over a case. */
    public Map<String, @Nullable Object> totals(Question question) {
        return only("totals", TOTALS, question);
    }

    /** Which detectors still learn, and for how many models; none in a case without activity. */
    public List<Map<String, @Nullable Object>> learning(Question question) {
        return readers.ask(new Asked("learning", question), connection -> {
            Map<String, Object> values = question.values(caseId(connection, question));
            List<Long> watchedMs = new ArrayList<>();
            long windowMs = 0;
            try (PreparedStatement statement = WATCHED_MODELS.prepare(connection, values);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    watchedMs.add(result.getLong(1));
                    windowMs = result.getLong(2);
                }
            }
            List<String> rules = new ArrayList<>();
            try (PreparedStatement statement = PARAMETER_RULES.prepare(connection, values);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rules.add(result.getString(1));
                }
            }
            return watchedMs.isEmpty() ? List.of() : Learning.of(rules, windowMs, watchedMs);
        });
    }

    /** How far the pipeline of a case says it has come, and what was late or unusable. */
    public Map<String, @Nullable Object> progress(Question question) {
        return only("progress", PROGRESS, question);
    }

    private Map<String, @Nullable Object> only(String kind, Sql sql, Question question) {
        return readers.ask(new Asked(kind, question), connection -> {
            try (PreparedStatement statement = sql.prepare(connection, question.values(caseId(connection, question)));
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return Values.row(result, Values.names(result));
            }
        });
    }

    /** The whole alert as JSON, with parameters, sub-scores and evidence; empty where there is none of that id. */
    public Optional<String> alert(Question question, String id) {
        return readers.ask(new Asked("alert", List.of(question, id)), connection -> {
            Map<String, Object> values = question.values(caseId(connection, question));
            values.put("id", id);
            try (PreparedStatement statement = ALERT_DOCUMENT.prepare(connection, values);
                    ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
            }
        });
    }

    /** The alert itself, as it was published; empty where there is none of that id. */
    public Optional<Alert> alertRecord(Question question, String id) {
        return readers.ask(new Asked("alert-record", List.of(question, id)), connection -> {
            Map<String, Object> values = question.values(caseId(connection, question));
            values.put("id", id);
            try (PreparedStatement statement = ALERT_RECORD.prepare(connection, values);
                    ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(decoded(result.getBlob(1))) : Optional.empty();
            }
        });
    }

    /** The model an alert concerns; empty where it concerns none or several. */
    public Optional<String> modelOf(Question question, String alertId) {
        return readers.ask(new Asked("alert-model", List.of(question, alertId)), connection -> {
            Map<String, Object> values = question.values(caseId(connection, question));
            values.put("id", alertId);
            try (PreparedStatement statement = ALERT_MODEL.prepare(connection, values);
                    ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
            }
        });
    }

    private static Alert decoded(Blob record) throws SQLException {
        try {
            return Alert.fromByteBuffer(ByteBuffer.wrap(record.getBytes(1, (int) record.length())));
        } catch (IOException e) {
            throw new IllegalStateException("the store holds an alert that cannot be read", e);
        }
    }

    private Sql pageSql(Listing listing, Question question, String extraColumn) {
        List<String> names = columns(listing);
        String sort = question.sort() == null ? listing.defaultSort() : question.sort();
        if (!names.contains(sort)) {
            throw Refusal.bad("not a column", "sort", names);
        }
        String order =
                listing.order(sort) + (question.descending() ? " DESC" : " ASC") + " NULLS LAST, " + listing.ties(sort);
        return listing.sql()
                .inside(
                        "SELECT *" + extraColumn + " FROM (",
                        ") ORDER BY " + order + " LIMIT " + question.limit() + " OFFSET " + question.offset());
    }

    /** A live state without records yet is an empty case; any other name must exist. */
    private static int caseId(Connection connection, Question question) throws SQLException {
        List<String> known = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT case_id, name FROM fleet_case ORDER BY name LIMIT 1000")) {
            while (row.next()) {
                if (row.getString(2).equals(question.caseName())) {
                    return row.getInt(1);
                }
                known.add(row.getString(2));
            }
        }
        if (question.caseName().equals(Question.LIVE)) {
            return -1;
        }
        throw Refusal.notFound("no case of that name", known);
    }

    /** Refuses a comparison with a case that is not there. */
    private static void requireOther(Connection connection, Question question) throws SQLException {
        String other = question.filters().get("with");
        if (other != null) {
            caseId(connection, Question.of(other));
        }
    }

    private static List<String> columnsOf(Connection connection, Listing listing) throws SQLException {
        Sql none = listing.sql().inside("SELECT * FROM (", ") LIMIT 0");
        try (PreparedStatement statement =
                        none.prepare(connection, Question.of(Question.LIVE).values(-1));
                ResultSet result = statement.executeQuery()) {
            return Values.names(result);
        }
    }

    private Path exportFile() {
        try {
            return Files.createTempFile(readers.exports(), "export", ".parquet");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a file to export to", e);
        }
    }

    private static void send(Path file, OutputStream out) {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("the reader went away", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete an exported file", e);
        }
    }
}
