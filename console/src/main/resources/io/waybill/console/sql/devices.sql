WITH reach AS (
    SELECT device_id, count(*) AS destinations, min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM contact WHERE case_id = :case_id AND first_seen < :to AND last_seen >= :from
        AND (:destination IS NULL OR destination_id IN (
            SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination))
    GROUP BY device_id),
raised AS (
    SELECT subject, count(*) AS alerts, max(severity_rank) AS worst FROM alert
    WHERE case_id = :case_id AND level = 'DEVICE' AND status <> 'RETRACTED' AND severity_rank > 0 GROUP BY ALL),
marks AS (SELECT device_id, count(*) AS marks FROM lifecycle WHERE case_id = :case_id GROUP BY ALL)
SELECT k.name AS id, k.manufacturer, k.model, k.variant, k.firmware, k.os, k.home_country, k.device_group, k.in_inventory,
    coalesce(r.destinations, 0) AS destinations, coalesce(m.marks, 0) AS lifecycle_events, r.first_seen, r.last_seen,
    coalesce(a.alerts, 0) AS alerts, ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][a.worst + 1] AS severity
FROM known_device k LEFT JOIN reach r USING (device_id) LEFT JOIN marks m USING (device_id)
LEFT JOIN raised a ON a.subject = k.name
WHERE k.case_id = :case_id AND (:destination IS NULL OR r.device_id IS NOT NULL)
    AND (:manufacturer IS NULL OR k.manufacturer = :manufacturer) AND (:model IS NULL OR k.model_name = :model)
    AND (:firmware IS NULL OR k.firmware = :firmware) AND (:device IS NULL OR k.name = :device)
    AND (:q IS NULL OR contains(lower(k.name || ' ' || k.model_name), lower(:q)))
