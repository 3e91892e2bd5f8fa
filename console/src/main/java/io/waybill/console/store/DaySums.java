package io.waybill.console.store;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Sums by day of counts and of how long each model was watched, made lazily: a commit marks the days it touches as stale in its
 * own transaction, and questions read stale days from the counts themselves. So an answer is right after every commit, and quick
 * once the days are summed.
 */
final class DaySums {

    /** The table that is summed. */
    static final String OF = "destination_count";

    private DaySums() {}

    /** Marks the days of the staged rows, and of the rows that are about to be removed. */
    static void markStale(Statement statement) throws SQLException {
        statement.execute("""
                CREATE OR REPLACE TEMP TABLE changed_day AS
                SELECT DISTINCT case_id, day FROM staging_destination_count
                UNION
                SELECT t.case_id, t.day FROM destination_count t JOIN staging_removed r
                    ON t.record_key = r.record_key AND t.case_id = r.case_id""");
        statement.execute("""
                UPDATE day_state SET stale = true FROM changed_day c
                WHERE NOT day_state.stale AND day_state.case_id = c.case_id AND day_state.day = c.day""");
        statement.execute("""
                INSERT INTO day_state SELECT c.case_id, c.day, true FROM changed_day c
                WHERE NOT EXISTS (SELECT 1 FROM day_state s WHERE s.case_id = c.case_id AND s.day = c.day)""");
        statement.execute("DROP TABLE changed_day");
    }

    /** Sums stale days anew; returns how many there were. */
    static int refresh(Statement statement) throws SQLException {
        statement.execute("CREATE OR REPLACE TEMP TABLE stale_day AS SELECT case_id, day FROM day_state WHERE stale");
        statement.execute("DELETE FROM count_day d USING stale_day s WHERE d.case_id = s.case_id AND d.day = s.day");
        statement.execute("""
                INSERT INTO count_day
                SELECT n.case_id, n.day, n.cohort_id, n.destination_id, n.country, n.asn, n.organisation, sum(n.connections),
                    sum(n.failed), sum(n.bytes_sent), sum(n.bytes_received), max(n.devices), min(n.first_seen),
                    max(n.last_seen), count(*)
                FROM destination_count n JOIN stale_day s ON n.case_id = s.case_id AND n.day = s.day
                GROUP BY n.case_id, n.day, n.cohort_id, n.destination_id, n.country, n.asn, n.organisation
                ORDER BY n.case_id, n.day, n.cohort_id, n.destination_id""");
        statement.execute("DELETE FROM watched_day d USING stale_day s WHERE d.case_id = s.case_id AND d.day = s.day");
        statement.execute("""
                INSERT INTO watched_day
                SELECT case_id, day, model_name, sum(device_ms)::BIGINT FROM (
                    SELECT n.case_id, n.day, c.model_name, n.window_start,
                        max(n.devices * (epoch_ms(n.window_end) - epoch_ms(n.window_start))) AS device_ms
                    FROM destination_count n JOIN stale_day s ON n.case_id = s.case_id AND n.day = s.day
                    JOIN cohort c USING (cohort_id)
                    GROUP BY n.case_id, n.day, c.model_name, n.window_start)
                GROUP BY case_id, day, model_name""");
        int days = statement.executeUpdate("UPDATE day_state SET stale = false WHERE stale");
        statement.execute("DROP TABLE stale_day");
        return days;
    }
}
