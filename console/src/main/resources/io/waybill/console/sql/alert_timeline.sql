WITH scoped AS (
    SELECT window_end, severity FROM alert
    WHERE case_id = :case_id AND window_start < :to AND window_end >= :from AND status <> 'RETRACTED'
        AND suppressed_by IS NULL),
span AS (SELECT greatest(3600, ceil((epoch(max(window_end)) - epoch(min(window_end)) + 1) / 48 / 3600) * 3600)::BIGINT AS step FROM scoped)
SELECT strftime(to_timestamp(epoch(s.window_end)::BIGINT // span.step * span.step)::TIMESTAMP, '%Y-%m-%dT%H:%M:%SZ') || ' ' || s.severity AS id,
    to_timestamp(epoch(s.window_end)::BIGINT // span.step * span.step)::TIMESTAMP AS time, s.severity,
    any_value(span.step) AS step_seconds, count(*) AS alerts
FROM scoped s CROSS JOIN span
GROUP BY epoch(s.window_end)::BIGINT // span.step, span.step, s.severity
