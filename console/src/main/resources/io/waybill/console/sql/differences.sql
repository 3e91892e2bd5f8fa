-- Two cases side by side, for each model and destination: what appeared, what vanished, and what changed its part of the model's
-- connections by a factor of two or more (ten connections on both sides at least). A part, because captures differ in length.
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
sum_before AS (SELECT model_name, sum(connections) AS everything FROM before GROUP BY ALL),
sum_after AS (SELECT model_name, sum(connections) AS everything FROM after GROUP BY ALL),
side AS (
    SELECT coalesce(b.model_name, a.model_name) AS model, coalesce(b.destination, a.destination) AS destination,
        b.connections AS connections_before, a.connections AS connections_after,
        b.connections / nullif(sb.everything, 0) AS share_before, a.connections / nullif(sa.everything, 0) AS share_after,
        b.bytes_sent AS bytes_sent_before, a.bytes_sent AS bytes_sent_after, b.devices AS devices_before, a.devices AS devices_after
    FROM before b FULL OUTER JOIN after a ON a.model_name = b.model_name AND a.destination = b.destination
    LEFT JOIN sum_before sb ON sb.model_name = b.model_name LEFT JOIN sum_after sa ON sa.model_name = a.model_name),
judged AS (
    SELECT CASE WHEN connections_before IS NULL THEN 'appeared' WHEN connections_after IS NULL THEN 'vanished'
        WHEN least(connections_before, connections_after) >= 10
            AND (share_after >= 2 * share_before OR share_before >= 2 * share_after) THEN 'changed' ELSE 'same' END AS change, *
    FROM side)
SELECT model || ' > ' || destination AS id, * FROM judged
WHERE (:change IS NULL AND change <> 'same' OR change = :change) AND (:model IS NULL OR model = :model)
    AND (:q IS NULL OR contains(lower(model || ' ' || destination), lower(:q)))
