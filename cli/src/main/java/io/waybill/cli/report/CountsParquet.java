package io.waybill.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** {@code counts.parquet}: the rows of {@code counts.csv} in columns with types, for data frames and SQL. */
final class CountsParquet {

    private static final String COLUMNS =
            "{model: 'VARCHAR', firmware: 'VARCHAR', destination: 'VARCHAR', country: 'VARCHAR',"
                    + " asn: 'BIGINT', window_start: 'TIMESTAMP', window_end: 'TIMESTAMP', connections: 'BIGINT', failed: 'BIGINT',"
                    + " bytes_sent: 'BIGINT', bytes_received: 'BIGINT', devices: 'BIGINT', first_seen: 'TIMESTAMP',"
                    + " last_seen: 'TIMESTAMP', manufacturer: 'VARCHAR', destination_kind: 'VARCHAR', organisation: 'VARCHAR',"
                    + " packets_sent: 'BIGINT', packets_received: 'BIGINT'}";

    private CountsParquet() {}

    /**
     * Writes it from the CSV, row by row in the same order. Equal tables give equal files: one thread writes.
     *
     * @throws IOException when it cannot be written
     */
    static void write(Path counts, Path parquet) throws IOException {
        Files.deleteIfExists(parquet);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute(
                    "COPY (SELECT * FROM read_csv(" + quoted(counts) + ", header = true, delim = ',', quote = '\"',"
                            + " escape = '\"', nullstr = '', new_line = '\\n', parallel = false, max_line_size = 1048576, columns = "
                            + COLUMNS + ")) TO " + quoted(parquet) + " (FORMAT parquet, COMPRESSION zstd)");
        } catch (SQLException failed) {
            throw new IOException("cannot write " + parquet + ": " + failed.getMessage(), failed);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }
}
