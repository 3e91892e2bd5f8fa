package io.waybill.console.store;

import io.waybill.console.compare.ComparisonRule;
import java.sql.SQLException;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;

/** Rules in Java that queries call, so that each is written once. They live as long as the database is open and are not in its file. */
final class SqlFunctions {

    private SqlFunctions() {}

    /** Makes them known to the database of a connection. */
    static void register(DuckDBConnection connection) throws SQLException {
        define(
                connection,
                "contact_verdict",
                (in, out) -> {
                    DuckDBReadableVector before = in.vector(0);
                    DuckDBReadableVector hoursBefore = in.vector(1);
                    DuckDBReadableVector after = in.vector(2);
                    DuckDBReadableVector hoursAfter = in.vector(3);
                    for (long i = 0; i < in.rowCount(); i++) {
                        out.setString(
                                i,
                                ComparisonRule.ofContacts(
                                                before.getLong(i),
                                                hoursBefore.getDouble(i),
                                                after.getLong(i),
                                                hoursAfter.getDouble(i))
                                        .word());
                    }
                },
                DuckDBColumnType.BIGINT,
                DuckDBColumnType.DOUBLE,
                DuckDBColumnType.BIGINT,
                DuckDBColumnType.DOUBLE);
        define(
                connection,
                "alert_verdict",
                (in, out) -> {
                    DuckDBReadableVector before = in.vector(0);
                    DuckDBReadableVector after = in.vector(1);
                    for (long i = 0; i < in.rowCount(); i++) {
                        out.setString(
                                i,
                                ComparisonRule.ofAlert(before.getString(i), after.getString(i))
                                        .word());
                    }
                },
                DuckDBColumnType.VARCHAR,
                DuckDBColumnType.VARCHAR);
    }

    private static void define(
            DuckDBConnection connection, String name, DuckDBScalarFunction function, DuckDBColumnType... parameters)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameters(parameters)
                    .withReturnType(DuckDBColumnType.VARCHAR)
                    .withVectorizedFunction(function)
                    .register(connection);
        }
    }
}
