package io.waybill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsParquetTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void rows_are_those_of_the_counts_in_their_order() throws IOException, SQLException {
        List<DestinationCount> counts = Cases.fleet().counts();

        write(folder, counts);

        assertThat(rows()).hasSizeGreaterThan(300).isEqualTo(cells(counts));
    }

    @Test
    void columns_are_named_as_in_the_csv_and_numbers_and_times_have_types() throws IOException, SQLException {
        write(folder, Cases.fleet().counts());

        assertThat(String.join(",", described("column_name"))).isEqualTo(CountsCsv.HEADER);
        assertThat(described("column_type"))
                .startsWith("VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "BIGINT", "TIMESTAMP", "TIMESTAMP", "BIGINT");
    }

    @Test
    void no_rows_are_a_table_without_rows() throws IOException, SQLException {
        write(folder, List.of());

        assertThat(rows()).isEmpty();
        assertThat(String.join(",", described("column_name"))).isEqualTo(CountsCsv.HEADER);
    }

    @Test
    void equal_tables_give_equal_files_and_a_file_that_is_there_is_replaced() throws IOException {
        Path other = Files.createDirectories(folder.resolve("it's 'other'"));
        Files.writeString(other.resolve("counts.parquet"), "old");

        write(folder, Cases.fleet().counts());
        write(other, Cases.fleet().counts());

        assertThat(Files.mismatch(folder.resolve("counts.parquet"), other.resolve("counts.parquet")))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quote \" and, comma",
                "two\nlines",
                "two\r\nlines",
                "back\\slash",
                "'; DROP TABLE counts; --",
                "=1+1",
                "NULL",
                " spaces ",
                "12",
                "naïve-日本-\uD83D\uDE00",
                "#comment"
            })
    void hostile_names_stay_what_the_csv_has(String name) throws IOException, SQLException {
        List<DestinationCount> counts = Cases.hostile(name).counts();

        write(folder, counts);

        assertThat(rows()).isEqualTo(cells(counts));
    }

    private static void write(Path folder, List<DestinationCount> counts) throws IOException {
        Path csv = Files.writeString(folder.resolve("counts.csv"), CountsCsv.text(counts));
        CountsParquet.write(csv, folder.resolve("counts.parquet"));
    }

    /** The rows of the CSV, each cell read as a spreadsheet would and empty ones null. */
    private static List<List<@Nullable String>> cells(List<DestinationCount> counts) {
        return counts.stream().map(CountsCsv::row).map(CountsParquetTest::split).toList();
    }

    private static List<@Nullable String> split(String row) {
        List<@Nullable String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= row.length(); i++) {
            char c = i < row.length() ? row.charAt(i) : ',';
            if (c == '"' && quoted && i + 1 < row.length() && row.charAt(i + 1) == '"') {
                cell.append(row.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !(quoted && i < row.length())) {
                cells.add(cell.isEmpty() ? null : cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells;
    }

    private List<List<@Nullable String>> rows() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM '" + folder.resolve("counts.parquet") + "'")) {
            ResultSetMetaData columns = result.getMetaData();
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.add(
                            columns.getColumnTypeName(i).equals("TIMESTAMP")
                                    ? instant(result.getObject(i)).toString()
                                    : result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static Instant instant(Object time) {
        LocalDateTime local = time instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) time;
        return local.toInstant(ZoneOffset.UTC);
    }

    private List<String> described(String what) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + what + " FROM (DESCRIBE SELECT * FROM '"
                        + folder.resolve("counts.parquet") + "')")) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }
}
