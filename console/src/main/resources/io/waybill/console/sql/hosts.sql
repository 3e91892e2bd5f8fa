SELECT coalesce(c.host, c.ip, '') AS id, c.host, c.ip, c.port, any_value(c.protocol) AS protocol,
    string_agg(DISTINCT c.app, ' ') AS apps, count(DISTINCT c.device_id) AS devices, sum(c.occurrences)::BIGINT AS connections,
    min(c.time) AS first_seen, max(c.time) AS last_seen
FROM connection c JOIN destination d USING (destination_id)
WHERE c.case_id = :case_id AND c.time < :to AND c.time >= :from AND d.case_id = :case_id AND d.name = :destination
GROUP BY c.host, c.ip, c.port
