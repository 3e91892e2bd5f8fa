WITH p AS (FROM pairs(:case_id, :from, :to, :manufacturer, :model, NULL, :destination, NULL)),
earliest AS (
    SELECT c.model_name, p.destination_id, arg_min(c.firmware, p.first_seen) AS firmware
    FROM p JOIN cohort c USING (cohort_id) GROUP BY ALL),
fresh AS (SELECT model_name, firmware, count(*) AS first_here FROM earliest GROUP BY ALL),
active AS (
    SELECT cohort_id, max(active_devices) AS active FROM model_activity
    WHERE case_id = :case_id AND window_start < :to AND window_end > :from GROUP BY ALL)
SELECT c.model_name || ' ' || c.firmware AS id, c.model_name AS model, c.firmware, max(a.active) AS devices,
    count(DISTINCT p.destination_id) AS destinations, coalesce(max(f.first_here), 0) AS new_destinations,
    sum(p.connections)::BIGINT AS connections, sum(p.failed)::BIGINT AS failed, sum(p.bytes_sent)::BIGINT AS bytes_sent,
    sum(p.bytes_received)::BIGINT AS bytes_received, min(p.first_seen) AS first_seen, max(p.last_seen) AS last_seen
FROM p JOIN cohort c USING (cohort_id) LEFT JOIN active a USING (cohort_id)
LEFT JOIN fresh f ON f.model_name = c.model_name AND f.firmware = c.firmware
GROUP BY c.model_name, c.firmware
