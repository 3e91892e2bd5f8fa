-- Cohorts of an app are devices with any event of it; those of the other levels come from the newest profile.
WITH holder AS (
    SELECT k.* FROM known_device k
    WHERE k.case_id = :case_id AND k.device_id IN (SELECT device_id FROM contact WHERE case_id = :case_id)),
hit AS (
    SELECT device_id FROM contact JOIN destination d USING (destination_id)
    WHERE d.case_id = :case_id AND d.name = :destination AND first_seen < :to AND last_seen >= :from),
member AS (
    SELECT device_id, 'MANUFACTURER' AS level, manufacturer AS cohort FROM holder
    UNION ALL SELECT device_id, 'MODEL', model_name FROM holder
    UNION ALL SELECT device_id, 'FIRMWARE', model_name || ' ' || firmware FROM holder
    UNION ALL SELECT DISTINCT device_id, 'APP', app FROM connection WHERE case_id = :case_id AND app IN (
        SELECT app FROM connection WHERE case_id = :case_id AND destination_id IN (
            SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination))),
whole AS (SELECT count(*) AS fleet, count(*) FILTER (WHERE device_id IN (FROM hit)) AS hits FROM holder),
rung AS (
    SELECT level, cohort, count(*) AS devices_inside, count(*) FILTER (WHERE device_id IN (FROM hit)) AS contacting_inside
    FROM member GROUP BY ALL)
SELECT r.level || ' ' || r.cohort AS id, r.level, r.cohort, r.contacting_inside, r.devices_inside,
    w.hits - r.contacting_inside AS contacting_outside, w.fleet - r.devices_inside AS devices_outside,
    r.contacting_inside / r.devices_inside AS share_inside,
    CASE WHEN w.fleet > r.devices_inside THEN (w.hits - r.contacting_inside) / (w.fleet - r.devices_inside) END AS share_outside
FROM rung r CROSS JOIN whole w WHERE r.contacting_inside > 0
