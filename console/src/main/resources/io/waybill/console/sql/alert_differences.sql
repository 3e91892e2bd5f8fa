-- Findings of two cases side by side: the same finding has the same id, which follows from detector, subject and destination.
-- What became of it is judged by alert_verdict, which is ComparisonRule in Java.
WITH before AS (FROM alert WHERE case_id = :case_id AND status <> 'RETRACTED' AND suppressed_by IS NULL),
after AS (
    FROM alert WHERE case_id = (SELECT case_id FROM fleet_case WHERE name = :with) AND status <> 'RETRACTED' AND suppressed_by IS NULL),
judged AS (
    SELECT alert_verdict(b.severity, a.severity) AS change, coalesce(a.detector, b.detector) AS detector, coalesce(a.level, b.level) AS level,
        coalesce(a.subject, b.subject) AS subject, coalesce(a.destination, b.destination) AS destination,
        coalesce(a.severity, b.severity) AS severity, b.severity AS severity_before, a.severity AS severity_after,
        b.id AS alert_before, a.id AS alert_after
    FROM before b FULL OUTER JOIN after a ON a.id = b.id)
SELECT coalesce(alert_after, alert_before) AS id, * FROM judged WHERE :change IS NULL AND change <> 'same' OR change = :change
