SELECT
    (SELECT count(DISTINCT c.model_name) FROM cohort c WHERE c.case_id = :case_id) AS models,
    (SELECT count(*) FROM device WHERE case_id = :case_id) AS devices,
    (SELECT count(*) FROM destination WHERE case_id = :case_id) AS destinations,
    t.connections, t.failed, t.bytes_sent, t.bytes_received, t.count_rows, t.first_seen, t.last_seen,
    (SELECT count(*) FROM alert WHERE case_id = :case_id AND status <> 'RETRACTED' AND severity_rank > 0
        AND window_start < :to AND window_end >= :from AND suppressed_by IS NULL) AS alerts,
    (SELECT count(*) FROM alert WHERE case_id = :case_id AND status <> 'RETRACTED' AND suppressed_by IS NOT NULL) AS suppressed,
    (SELECT count(*) FROM connection WHERE case_id = :case_id) AS events
FROM (
    SELECT coalesce(sum(connections), 0)::BIGINT AS connections, coalesce(sum(failed), 0)::BIGINT AS failed,
        coalesce(sum(bytes_sent), 0)::BIGINT AS bytes_sent, coalesce(sum(bytes_received), 0)::BIGINT AS bytes_received,
        coalesce(sum(count_rows), 0)::BIGINT AS count_rows, min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM counts_between(:case_id, :from, :to)) t
