package io.waybill.console.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a listing.
 *
 * @param caseName which case
 * @param from begin of the time range, inclusive
 * @param to its end, exclusive
 * @param filters by name; those absent are off
 * @param sort column, or null for the listing's own
 * @param descending biggest first
 * @param limit most rows of the answer
 * @param offset rows to leave out
 */
public record Question(
        String caseName,
        Instant from,
        Instant to,
        Map<String, String> filters,
        @Nullable String sort,
        boolean descending,
        int limit,
        int offset) {

    /** The live state. */
    public static final String LIVE = "live";

    /** Before all times of the store. */
    public static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /** After all times of the store. */
    public static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    /** Rows on a page where the question does not say. */
    public static final int DEFAULT_LIMIT = 100;

    /** Everything of a case from all times. */
    public static Question of(String caseName) {
        return new Question(caseName, BEGINNING, END, Map.of(), null, true, DEFAULT_LIMIT, 0);
    }

    /** The same with a filter. */
    public Question with(String filter, String value) {
        Map<String, String> more = new HashMap<>(filters);
        more.put(filter, value);
        return new Question(caseName, from, to, Map.copyOf(more), sort, descending, limit, offset);
    }

    /** The same with another number of rows. */
    public Question withLimit(int rows) {
        return new Question(caseName, from, to, filters, sort, descending, rows, offset);
    }

    Map<String, Object> values(int caseId) {
        Map<String, Object> values = new HashMap<>(filters);
        values.put("case_id", caseId);
        values.put("from", LocalDateTime.ofInstant(from, ZoneOffset.UTC));
        values.put("to", LocalDateTime.ofInstant(to, ZoneOffset.UTC));
        return values;
    }
}
