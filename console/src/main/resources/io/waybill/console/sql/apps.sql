SELECT coalesce(c.app, '') AS id, count(DISTINCT c.device_id) AS devices, sum(c.occurrences)::BIGINT AS connections,
    sum(c.bytes_sent)::BIGINT AS bytes_sent, sum(c.bytes_received)::BIGINT AS bytes_received,
    min(c.time) AS first_seen, max(c.time) AS last_seen
FROM connection c
WHERE c.case_id = :case_id AND c.time < :to AND c.time >= :from AND c.destination_id IN (
    SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination)
GROUP BY c.app
