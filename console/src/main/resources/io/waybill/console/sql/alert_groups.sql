WITH scoped AS (
    SELECT a.*, m.model_name FROM alert a LEFT JOIN alert_model m ON m.case_id = a.case_id AND m.id = a.id
    WHERE a.case_id = :case_id AND a.window_start < :to AND a.window_end >= :from
        AND a.severity_rank >= CASE upper(:severity) WHEN 'LOW' THEN 1 WHEN 'MEDIUM' THEN 2 WHEN 'HIGH' THEN 3 WHEN 'CRITICAL' THEN 4 ELSE 0 END
        AND (:retracted = 'true' OR a.status <> 'RETRACTED')
        AND (:suppressed = 'true' OR a.suppressed_by IS NULL)
        AND (:detector IS NULL OR a.detector = :detector) AND (:level IS NULL OR a.level = upper(:level))
        AND (:subject IS NULL OR a.subject = :subject) AND (:destination IS NULL OR a.destination = :destination)
        AND (:model IS NULL OR m.model_name = :model)
        AND (:q IS NULL OR contains(lower(concat_ws(' ', a.subject, a.destination, a.detector, a.explanation)), lower(:q)))),
named AS (
    SELECT CASE :group WHEN 'destination' THEN destination WHEN 'model' THEN model_name WHEN 'subject' THEN subject
        WHEN 'severity' THEN severity ELSE detector END AS name, * FROM scoped)
SELECT coalesce(name, '') AS id, count(*) AS alerts, count(DISTINCT detector) AS detectors, count(DISTINCT subject) AS subjects,
    count(DISTINCT destination) AS destinations,
    ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][max(severity_rank) + 1] AS severity,
    arg_max(id, (severity_rank, score)) AS worst_alert, min(window_start) AS first_seen, max(window_end) AS last_seen
FROM named GROUP BY name
