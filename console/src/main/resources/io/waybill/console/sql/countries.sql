WITH scoped AS (
    SELECT country, destination_id, sum(connections)::BIGINT AS connections, sum(bytes_sent)::BIGINT AS bytes_sent,
        sum(bytes_received)::BIGINT AS bytes_received
    FROM counts_between(:case_id, :from, :to)
    WHERE ((:model IS NULL AND :manufacturer IS NULL) OR cohort_id IN (
            SELECT cohort_id FROM cohort WHERE case_id = :case_id AND (:model IS NULL OR model_name = :model)
                AND (:manufacturer IS NULL OR manufacturer = :manufacturer)))
        AND (:destination IS NULL OR destination_id IN (
            SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination))
    GROUP BY country, destination_id),
abroad AS (SELECT s.* FROM scoped s JOIN destination d USING (destination_id) WHERE d.kind <> 'LOCAL'),
touched AS (
    SELECT x.device_id, x.destination_id FROM contact x
    WHERE x.case_id = :case_id AND x.first_seen < :to AND x.last_seen >= :from
        AND ((:model IS NULL AND :manufacturer IS NULL) OR x.device_id IN (
            SELECT device_id FROM known_device WHERE case_id = :case_id AND (:model IS NULL OR model_name = :model)
                AND (:manufacturer IS NULL OR manufacturer = :manufacturer)))),
reach AS (
    SELECT coalesce(a.country, '') AS country, count(DISTINCT t.device_id) AS devices
    FROM touched t JOIN abroad a USING (destination_id) GROUP BY ALL)
SELECT coalesce(a.country, '') AS id, count(*) AS destinations, sum(a.connections)::BIGINT AS connections,
    sum(a.bytes_sent)::BIGINT AS bytes_sent, sum(a.bytes_received)::BIGINT AS bytes_received,
    sum(a.connections) / nullif(sum(sum(a.connections)) OVER (), 0) AS share,
    sum(a.bytes_sent) / nullif(sum(sum(a.bytes_sent)) OVER (), 0) AS share_bytes, any_value(r.devices) AS devices,
    any_value(r.devices) / nullif((SELECT count(DISTINCT device_id) FROM touched), 0) AS share_devices
FROM abroad a LEFT JOIN reach r ON r.country = coalesce(a.country, '')
GROUP BY a.country
