-- Two cases side by side, for each model and destination. What became of it is judged by contact_verdict, which is ComparisonRule in
-- Java; how long a model was watched is said there too.
WITH before AS (
    SELECT c.model_name, d.name AS destination, sum(n.connections)::BIGINT AS connections, sum(n.bytes_sent)::BIGINT AS bytes_sent,
        max(n.devices) AS devices
    FROM counts_between(:case_id, :from, :to) n JOIN cohort c USING (cohort_id) JOIN destination d USING (destination_id)
    GROUP BY ALL),
after AS (
    SELECT c.model_name, d.name AS destination, sum(n.connections)::BIGINT AS connections, sum(n.bytes_sent)::BIGINT AS bytes_sent,
        max(n.devices) AS devices
    FROM counts_between((SELECT case_id FROM fleet_case WHERE name = :with), TIMESTAMP '0001-01-01', TIMESTAMP '9999-12-31') n
    JOIN cohort c USING (cohort_id) JOIN destination d USING (destination_id)
    GROUP BY ALL),
watched_before AS (FROM watched(:case_id, :from, :to)),
watched_after AS (
    FROM watched((SELECT case_id FROM fleet_case WHERE name = :with), TIMESTAMP '0001-01-01', TIMESTAMP '9999-12-31')),
side AS (
    SELECT coalesce(b.model_name, a.model_name) AS model, coalesce(b.destination, a.destination) AS destination,
        coalesce(b.connections, 0) AS connections_before, coalesce(a.connections, 0) AS connections_after,
        b.bytes_sent AS bytes_sent_before, a.bytes_sent AS bytes_sent_after, b.devices AS devices_before, a.devices AS devices_after
    FROM before b FULL OUTER JOIN after a ON a.model_name = b.model_name AND a.destination = b.destination),
timed AS (
    SELECT s.*, coalesce(wb.device_hours, 0) AS device_hours_before, coalesce(wa.device_hours, 0) AS device_hours_after
    FROM side s LEFT JOIN watched_before wb ON wb.model_name = s.model LEFT JOIN watched_after wa ON wa.model_name = s.model),
judged AS (
    SELECT contact_verdict(connections_before, device_hours_before, connections_after, device_hours_after) AS change, *,
        connections_before / nullif(device_hours_before, 0) AS per_device_hour_before,
        connections_after / nullif(device_hours_after, 0) AS per_device_hour_after
    FROM timed)
SELECT model || ' > ' || destination AS id, change, model, destination, connections_before, connections_after,
    per_device_hour_before, per_device_hour_after, device_hours_before, device_hours_after, bytes_sent_before, bytes_sent_after,
    devices_before, devices_after
FROM judged
WHERE (:change IS NULL AND change <> 'same' OR change = :change) AND (:model IS NULL OR model = :model)
    AND (:q IS NULL OR contains(lower(model || ' ' || destination), lower(:q)))
