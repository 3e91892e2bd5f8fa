package io.waybill.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query of our own with named parameters ({@code :name}), as it stands in a resource file. Values are always bound, never
 * pasted; a parameter without a value is NULL.
 *
 * @param text with a question mark for each parameter
 * @param parameters their names, in that order
 */
record Sql(String text, List<String> parameters) {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_]+)");

    /** The query in {@code sql/<name>.sql}. */
    static Sql resource(String name) {
        try (InputStream in = Sql.class.getResourceAsStream("/io/waybill/console/sql/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("query " + name + " is missing from the console's jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read query " + name, e);
        }
    }

    static Sql parse(String named) {
        List<String> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(named);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            parameters.add(matcher.group(1));
            matcher.appendReplacement(text, "?::" + type(matcher.group(1)));
        }
        matcher.appendTail(text);
        return new Sql(text.toString(), List.copyOf(parameters));
    }

    /** The same query inside another one; the parameters stay those of the inner one. */
    Sql inside(String before, String after) {
        return new Sql(before + text + after, parameters);
    }

    PreparedStatement prepare(Connection connection, Map<String, ? extends @Nullable Object> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, values.get(parameters.get(i)));
        }
        return statement;
    }

    private static String type(String parameter) {
        return switch (parameter) {
            case "case_id" -> "INTEGER";
            case "from", "to" -> "TIMESTAMP";
            default -> "VARCHAR";
        };
    }
}
