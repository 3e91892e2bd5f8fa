package io.waybill.console.api;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the store as the API gives them out. */
final class Values {

    private Values() {}

    static List<String> names(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        return List.copyOf(names);
    }

    static Map<String, @Nullable Object> row(ResultSet result, List<String> names) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), value(result, i + 1));
        }
        return row;
    }

    static @Nullable Object value(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value instanceof Timestamp) {
            return result.getObject(column, LocalDateTime.class)
                    .toInstant(ZoneOffset.UTC)
                    .toString();
        }
        if (value instanceof Double real && !Double.isFinite(real)) {
            return null;
        }
        return value;
    }
}
