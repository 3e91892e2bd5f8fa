SELECT id || ' ' || revision AS id, revision, status, severity, score, observed, expected, samples, devices, window_end, suppressed_by,
    explanation, published
FROM alert_revision WHERE case_id = :case_id AND (:alert IS NULL OR id = :alert)
