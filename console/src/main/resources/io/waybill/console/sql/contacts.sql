WITH mine AS (
    SELECT * FROM connection WHERE case_id = :case_id AND time < :to AND time >= :from AND device_id IN (
        SELECT device_id FROM device WHERE case_id = :case_id AND name = :device)),
span AS (SELECT greatest(300, ceil((epoch(max(time)) - epoch(min(time)) + 1) / 240 / 300) * 300)::BIGINT AS step FROM mine)
SELECT d.name || ' ' || (epoch(m.time)::BIGINT // span.step) AS id, d.name AS destination,
    to_timestamp(epoch(m.time)::BIGINT // span.step * span.step)::TIMESTAMP AS time, any_value(span.step) AS step_seconds,
    sum(m.occurrences)::BIGINT AS connections,
    coalesce(sum(m.occurrences) FILTER (WHERE m.outcome IN ('UNANSWERED', 'REJECTED')), 0)::BIGINT AS failed,
    sum(m.bytes_sent)::BIGINT AS bytes_sent, sum(m.bytes_received)::BIGINT AS bytes_received,
    min(m.time) AS first_seen, max(m.time) AS last_seen
FROM mine m JOIN destination d USING (destination_id) CROSS JOIN span
GROUP BY d.name, epoch(m.time)::BIGINT // span.step, span.step
