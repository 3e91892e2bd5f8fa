package io.waybill.console.api;

import java.util.List;
import java.util.Locale;

/**
 * A table the console can answer with, as page, CSV or Parquet. Each has the columns of its query, the first of which is
 * {@code id}, and takes the case and the time range beside its own filters.
 */
public enum Listing {
    MODELS("connections", "manufacturer", "model", "destination", "country", "q"),
    DESTINATIONS("connections", "manufacturer", "model", "firmware", "destination", "country", "kind", "q"),
    DEVICES("last_seen", "manufacturer", "model", "firmware", "destination", "device", "q"),
    ALERTS(
            "severity",
            "severity",
            "detector",
            "level",
            "subject",
            "destination",
            "model",
            "retracted",
            "suppressed",
            "q"),
    ALERT_GROUPS(
            "alerts",
            "group",
            "severity",
            "detector",
            "level",
            "subject",
            "destination",
            "model",
            "retracted",
            "suppressed",
            "q"),
    REVISIONS("revision", "alert"),
    RULES("id"),
    CASES("last_seen"),
    DIFFERENCES("connections_after", "with", "change", "model", "q"),
    ALERT_DIFFERENCES("severity", "with", "change"),
    FIRMWARES("last_seen", "manufacturer", "model", "destination"),
    FIRMWARE_DESTINATIONS("connections", "manufacturer", "model", "destination"),
    COUNTRIES("connections", "manufacturer", "model", "destination"),
    TIMELINE("time", "by", "manufacturer", "model", "destination"),
    ALERT_TIMELINE("time"),
    CONTACTS("time", "device"),
    CONNECTIONS("time", "device", "destination"),
    ARRIVALS("time", "destination"),
    INTERVALS("from_seconds", "destination", "device"),
    APPS("connections", "destination"),
    LIFECYCLE("time", "device"),
    LADDER("share_inside", "destination"),
    HOSTS("connections", "destination"),
    FLOWS("connections", "model", "destination", "country");

    private final String defaultSort;
    private final List<String> filters;
    private final Sql sql;

    Listing(String defaultSort, String... filters) {
        this.defaultSort = defaultSort;
        this.filters = List.of(filters);
        this.sql = Sql.resource(name().toLowerCase(Locale.ROOT));
    }

    /** Name in URLs: {@code alert-timeline} for ALERT_TIMELINE. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Column that comes first, biggest on top, where the question does not say. */
    public String defaultSort() {
        return defaultSort;
    }

    /** Filters it takes. */
    public List<String> filters() {
        return filters;
    }

    /** How a column is ordered where its own order is not the useful one. */
    String order(String column) {
        boolean severity = column.equals("severity");
        return severity
                ? "list_position(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], severity)"
                : '"' + column + '"';
    }

    /** What decides between rows that are equal in a column; ids come last and differ, so that pages do not overlap. */
    String ties(String column) {
        if (this == ALERTS && column.equals("severity")) {
            return "score DESC, devices DESC, id";
        }
        // What a single phone did once is all its own, too.
        return this == DESTINATIONS && column.equals("exclusivity") ? "devices DESC, connections DESC, id" : "id";
    }

    Sql sql() {
        return sql;
    }
}
