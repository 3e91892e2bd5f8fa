WITH p AS (FROM pairs(:case_id, :from, :to, :manufacturer, :model, NULL, :destination, :country)),
traffic AS (
    SELECT c.model_name, min(c.manufacturer) AS manufacturer, min(c.model) AS model, count(DISTINCT c.firmware) AS firmwares,
        count(DISTINCT p.destination_id) AS destinations, sum(p.connections)::BIGINT AS connections,
        sum(p.failed)::BIGINT AS failed, sum(p.bytes_sent)::BIGINT AS bytes_sent,
        sum(p.bytes_received)::BIGINT AS bytes_received, min(p.first_seen) AS first_seen, max(p.last_seen) AS last_seen
    FROM p JOIN cohort c USING (cohort_id) GROUP BY c.model_name),
active AS (
    SELECT model_name, max(active)::BIGINT AS active FROM (
        SELECT c.model_name, a.window_start, sum(a.active_devices) AS active
        FROM model_activity a JOIN cohort c USING (cohort_id)
        WHERE a.case_id = :case_id AND a.window_start < :to AND a.window_end > :from GROUP BY ALL) GROUP BY ALL),
known AS (SELECT model_name, count(*) AS known FROM known_device WHERE case_id = :case_id GROUP BY ALL),
raised AS (
    SELECT m.model_name, count(*) AS alerts, max(a.severity_rank) AS worst
    FROM alert_model m JOIN alert a ON a.case_id = m.case_id AND a.id = m.id
    WHERE m.case_id = :case_id AND a.status <> 'RETRACTED' AND a.severity_rank > 0 GROUP BY ALL),
span AS (
    SELECT epoch_ms(min(window_start)) AS lo, greatest(epoch_ms(max(window_end)) - epoch_ms(min(window_start)), 1) AS width
    FROM model_activity WHERE case_id = :case_id AND window_start < :to AND window_end > :from),
slot AS (
    SELECT c.model_name, least(31, (epoch_ms(a.window_start) - span.lo) * 32 // span.width) AS slot, sum(a.events) AS events
    FROM model_activity a JOIN cohort c USING (cohort_id) CROSS JOIN span
    WHERE a.case_id = :case_id AND a.window_start < :to AND a.window_end > :from GROUP BY ALL),
spark AS (
    SELECT t.model_name, string_agg(coalesce(s.events, 0)::BIGINT::VARCHAR, ',' ORDER BY r.range) AS spark
    FROM traffic t CROSS JOIN range(32) r LEFT JOIN slot s ON s.model_name = t.model_name AND s.slot = r.range GROUP BY ALL)
SELECT t.model_name AS id, t.manufacturer, t.model, greatest(coalesce(k.known, 0), coalesce(a.active, 0)) AS devices,
    t.firmwares, t.destinations, t.connections, t.failed, t.bytes_sent, t.bytes_received, t.first_seen, t.last_seen,
    coalesce(r.alerts, 0) AS alerts, ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][r.worst + 1] AS severity, s.spark,
    make_timestamp(span.lo * 1000) AS spark_from, make_timestamp((span.lo + span.width) * 1000) AS spark_to
FROM traffic t CROSS JOIN span
LEFT JOIN active a USING (model_name) LEFT JOIN known k USING (model_name)
LEFT JOIN raised r USING (model_name) LEFT JOIN spark s USING (model_name)
WHERE (:q IS NULL OR contains(lower(t.model_name), lower(:q)))
