SELECT c.event_id AS id, v.name AS device, c.time, d.name AS destination, c.host, lower(c.host_source) AS host_source, c.ip, c.port,
    lower(c.transport) AS transport, c.protocol, c.app, c.bytes_sent, c.bytes_received, c.duration_ms,
    lower(c.outcome) AS outcome, c.occurrences, c.leaks, c.capture, c.position
FROM connection c JOIN device v USING (device_id) JOIN destination d USING (destination_id)
WHERE c.case_id = :case_id AND c.time < :to AND c.time >= :from
    AND (:device IS NULL OR v.name = :device) AND (:destination IS NULL OR d.name = :destination)
