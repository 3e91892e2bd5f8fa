-- When the busiest devices contacted a destination, in steps fine enough to see a beat.
WITH mine AS (
    SELECT c.device_id, c.time, c.occurrences, c.outcome FROM connection c
    WHERE c.case_id = :case_id AND c.time < :to AND c.time >= :from AND c.destination_id IN (
        SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination)),
busiest AS (SELECT device_id FROM mine GROUP BY device_id ORDER BY count(*) DESC, device_id LIMIT 12),
span AS (SELECT greatest(60, ceil((epoch(max(time)) - epoch(min(time)) + 1) / 480 / 60) * 60)::BIGINT AS step FROM mine)
SELECT v.name || ' ' || (epoch(m.time)::BIGINT // span.step) AS id, v.name AS device,
    to_timestamp(epoch(m.time)::BIGINT // span.step * span.step)::TIMESTAMP AS time, any_value(span.step) AS step_seconds,
    sum(m.occurrences)::BIGINT AS connections,
    coalesce(sum(m.occurrences) FILTER (WHERE m.outcome IN ('UNANSWERED', 'REJECTED')), 0)::BIGINT AS failed
FROM mine m JOIN busiest USING (device_id) JOIN device v USING (device_id) CROSS JOIN span
GROUP BY v.name, epoch(m.time)::BIGINT // span.step, span.step
