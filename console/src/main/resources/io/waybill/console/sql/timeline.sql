-- Summed by window and number first: names and steps are worked out on what is then a small table.
WITH summed AS (
    SELECT window_start, CASE WHEN :by IN ('model', 'firmware', 'manufacturer') THEN cohort_id END AS cohort_id,
        CASE WHEN :by = 'destination' THEN destination_id END AS destination_id, CASE WHEN :by = 'country' THEN country END AS country,
        CASE WHEN :by = 'network' THEN 'AS' || asn || ' ' || coalesce(organisation, '') END AS network,
        sum(connections)::BIGINT AS connections, sum(failed)::BIGINT AS failed, sum(bytes_sent)::BIGINT AS bytes_sent,
        sum(bytes_received)::BIGINT AS bytes_received
    FROM destination_count
    WHERE case_id = :case_id AND window_start < :to AND window_end > :from
        AND ((:model IS NULL AND :manufacturer IS NULL) OR cohort_id IN (
            SELECT cohort_id FROM cohort WHERE case_id = :case_id AND (:model IS NULL OR model_name = :model)
                AND (:manufacturer IS NULL OR manufacturer = :manufacturer)))
        AND (:destination IS NULL OR destination_id IN (
            SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination))
    GROUP BY ALL),
span AS (SELECT greatest(3600, ceil((epoch(max(window_start)) - epoch(min(window_start)) + 3600) / 96 / 3600) * 3600)::BIGINT AS step FROM summed),
named AS (
    SELECT to_timestamp(epoch(m.window_start)::BIGINT // span.step * span.step)::TIMESTAMP AS time, span.step,
        CASE :by WHEN 'model' THEN c.model_name WHEN 'firmware' THEN c.firmware WHEN 'manufacturer' THEN c.manufacturer
            WHEN 'destination' THEN d.name WHEN 'country' THEN coalesce(m.country, 'unknown')
            WHEN 'network' THEN coalesce(m.network, 'unknown') ELSE 'all' END AS series,
        m.connections, m.failed, m.bytes_sent, m.bytes_received
    FROM summed m CROSS JOIN span LEFT JOIN cohort c ON c.cohort_id = m.cohort_id
    LEFT JOIN destination d ON d.destination_id = m.destination_id),
ranked AS (
    SELECT series, row_number() OVER (ORDER BY sum(connections) DESC, series) AS place FROM named GROUP BY series)
SELECT strftime(n.time, '%Y-%m-%dT%H:%M:%SZ') || ' ' || CASE WHEN r.place <= 8 THEN n.series ELSE 'others' END AS id, n.time,
    CASE WHEN r.place <= 8 THEN n.series ELSE 'others' END AS series, any_value(n.step) AS step_seconds,
    sum(n.connections)::BIGINT AS connections, sum(n.failed)::BIGINT AS failed,
    sum(n.bytes_sent)::BIGINT AS bytes_sent, sum(n.bytes_received)::BIGINT AS bytes_received
FROM named n JOIN ranked r USING (series)
GROUP BY n.time, CASE WHEN r.place <= 8 THEN n.series ELSE 'others' END
