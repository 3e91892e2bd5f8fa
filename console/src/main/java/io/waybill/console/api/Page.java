package io.waybill.console.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a listing.
 *
 * @param columns in the order of the query
 * @param total rows there are without limit and offset
 * @param rows by column name; times are ISO 8601 in UTC
 */
public record Page(List<String> columns, long total, List<Map<String, @Nullable Object>> rows) {}
