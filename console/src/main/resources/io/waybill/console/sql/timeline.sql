WITH scoped AS (
    SELECT window_start, cohort_id, destination_id, country, connections, failed, bytes_sent, bytes_received
    FROM destination_count
    WHERE case_id = :case_id AND window_start < :to AND window_end > :from
        AND ((:model IS NULL AND :manufacturer IS NULL) OR cohort_id IN (
            SELECT cohort_id FROM cohort WHERE case_id = :case_id AND (:model IS NULL OR model_name = :model)
                AND (:manufacturer IS NULL OR manufacturer = :manufacturer)))
        AND (:destination IS NULL OR destination_id IN (
            SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination))),
span AS (SELECT greatest(3600, ceil((epoch(max(window_start)) - epoch(min(window_start)) + 3600) / 96 / 3600) * 3600)::BIGINT AS step FROM scoped),
summed AS (
    SELECT to_timestamp(epoch(s.window_start)::BIGINT // span.step * span.step)::TIMESTAMP AS time, s.cohort_id,
        CASE WHEN :by = 'destination' THEN s.destination_id END AS destination_id,
        CASE WHEN :by = 'country' THEN s.country END AS country,
        sum(s.connections)::BIGINT AS connections, sum(s.failed)::BIGINT AS failed, sum(s.bytes_sent)::BIGINT AS bytes_sent,
        sum(s.bytes_received)::BIGINT AS bytes_received
    FROM scoped s CROSS JOIN span GROUP BY ALL),
named AS (
    SELECT m.time, CASE :by WHEN 'model' THEN c.model_name WHEN 'firmware' THEN c.firmware WHEN 'manufacturer' THEN c.manufacturer
            WHEN 'destination' THEN d.name WHEN 'country' THEN coalesce(m.country, 'unknown') ELSE 'all' END AS series,
        m.connections, m.failed, m.bytes_sent, m.bytes_received
    FROM summed m JOIN cohort c USING (cohort_id) LEFT JOIN destination d ON d.destination_id = m.destination_id),
ranked AS (
    SELECT series, row_number() OVER (ORDER BY sum(connections) DESC, series) AS place FROM named GROUP BY series)
SELECT strftime(n.time, '%Y-%m-%dT%H:%M:%SZ') || ' ' || CASE WHEN r.place <= 8 THEN n.series ELSE 'others' END AS id, n.time,
    CASE WHEN r.place <= 8 THEN n.series ELSE 'others' END AS series, any_value(span.step) AS step_seconds,
    sum(n.connections)::BIGINT AS connections, sum(n.failed)::BIGINT AS failed,
    sum(n.bytes_sent)::BIGINT AS bytes_sent, sum(n.bytes_received)::BIGINT AS bytes_received
FROM named n JOIN ranked r USING (series) CROSS JOIN span
GROUP BY n.time, CASE WHEN r.place <= 8 THEN n.series ELSE 'others' END
