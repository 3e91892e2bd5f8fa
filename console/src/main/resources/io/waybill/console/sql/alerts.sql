SELECT a.id, a.severity, a.detector, a.level, a.subject, a.destination, a.score, a.measure, a.observed, a.expected, a.lower_bound,
    a.upper_bound, a.samples, a.devices, a.window_start, a.window_end, a.status, a.revision, a.suppressed_by, a.known_service,
    m.model_name AS model, a.explanation, a.published
FROM alert a LEFT JOIN alert_model m ON m.case_id = a.case_id AND m.id = a.id
WHERE a.case_id = :case_id AND a.window_start < :to AND a.window_end >= :from
    AND a.severity_rank >= CASE upper(:severity) WHEN 'LOW' THEN 1 WHEN 'MEDIUM' THEN 2 WHEN 'HIGH' THEN 3 WHEN 'CRITICAL' THEN 4 ELSE 0 END
    AND (:retracted = 'true' OR a.status <> 'RETRACTED')
    AND (:suppressed = 'true' OR a.suppressed_by IS NULL)
    AND (:detector IS NULL OR a.detector = :detector) AND (:level IS NULL OR a.level = upper(:level))
    AND (:subject IS NULL OR a.subject = :subject) AND (:destination IS NULL OR a.destination = :destination)
    AND (:model IS NULL OR m.model_name = :model)
    AND (:q IS NULL OR contains(lower(concat_ws(' ', a.subject, a.destination, a.detector, a.explanation)), lower(:q)))
