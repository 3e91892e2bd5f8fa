-- Findings of two cases side by side; the same finding is the same detector, subject and destination.
WITH before AS (
    SELECT detector, level, subject, coalesce(destination, '') AS destination, max(severity_rank) AS severity_rank, arg_max(id, severity_rank) AS alert
    FROM alert WHERE case_id = :case_id AND status <> 'RETRACTED' AND suppressed_by IS NULL GROUP BY ALL),
after AS (
    SELECT detector, level, subject, coalesce(destination, '') AS destination, max(severity_rank) AS severity_rank, arg_max(id, severity_rank) AS alert
    FROM alert WHERE case_id = (SELECT case_id FROM fleet_case WHERE name = :with) AND status <> 'RETRACTED'
        AND suppressed_by IS NULL GROUP BY ALL),
side AS (
    SELECT detector, level, subject, destination, b.severity_rank AS rank_before, a.severity_rank AS rank_after,
        b.alert AS alert_before, a.alert AS alert_after
    FROM before b FULL OUTER JOIN after a USING (detector, level, subject, destination)),
judged AS (
    SELECT CASE WHEN rank_before IS NULL THEN 'appeared' WHEN rank_after IS NULL THEN 'vanished'
        WHEN rank_before <> rank_after THEN 'changed' ELSE 'same' END AS change, * FROM side)
SELECT detector || ' ' || subject || ' ' || destination AS id, change, detector, level, subject, nullif(destination, '') AS destination,
    ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][greatest(coalesce(rank_before, 0), coalesce(rank_after, 0)) + 1] AS severity,
    alert_before, alert_after
FROM judged WHERE :change IS NULL AND change <> 'same' OR change = :change
