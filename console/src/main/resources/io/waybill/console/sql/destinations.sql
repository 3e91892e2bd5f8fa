-- The counts are read once: where a destination is follows from all of them, who contacted it from those that are asked for.
WITH scoped AS MATERIALIZED (
    SELECT cohort_id, destination_id, country, asn, any_value(organisation) AS organisation, sum(connections)::BIGINT AS connections,
        sum(failed)::BIGINT AS failed, sum(bytes_sent)::BIGINT AS bytes_sent, sum(bytes_received)::BIGINT AS bytes_received,
        max(devices) AS devices, min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM counts_between(:case_id, :from, :to)
    WHERE :destination IS NULL OR destination_id IN (
        SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination)
    GROUP BY cohort_id, destination_id, country, asn),
traffic AS (
    SELECT p.destination_id, count(DISTINCT c.model_name) AS models, count(DISTINCT c.manufacturer) AS manufacturers,
        sum(p.connections)::BIGINT AS connections, sum(p.failed)::BIGINT AS failed, sum(p.bytes_sent)::BIGINT AS bytes_sent,
        sum(p.bytes_received)::BIGINT AS bytes_received, max(p.devices) AS peak,
        min(p.first_seen) AS first_seen, max(p.last_seen) AS last_seen
    FROM scoped p JOIN cohort c USING (cohort_id)
    WHERE (:manufacturer IS NULL OR c.manufacturer = :manufacturer) AND (:model IS NULL OR c.model_name = :model)
        AND (:firmware IS NULL OR c.firmware = :firmware)
    GROUP BY p.destination_id),
seen AS (
    SELECT destination_id, country, asn, any_value(organisation) AS organisation, sum(connections) AS connections
    FROM scoped WHERE country IS NOT NULL
    GROUP BY destination_id, country, asn),
place AS (
    SELECT destination_id, arg_max(country, connections) AS country, arg_max(asn, connections) AS asn,
        arg_max(organisation, connections) AS organisation
    FROM seen GROUP BY destination_id),
holder AS (
    SELECT device_id, manufacturer, model_name, firmware FROM known_device WHERE case_id = :case_id),
who AS (
    SELECT x.destination_id, count(*) AS all_devices,
        count(*) FILTER (WHERE (:manufacturer IS NULL OR h.manufacturer = :manufacturer)
            AND (:model IS NULL OR h.model_name = :model) AND (:firmware IS NULL OR h.firmware = :firmware)) AS inside
    FROM contact x JOIN holder h USING (device_id)
    WHERE x.case_id = :case_id AND x.first_seen < :to AND x.last_seen >= :from GROUP BY ALL),
raised AS (
    SELECT destination, count(*) AS alerts, max(severity_rank) AS worst FROM alert
    WHERE case_id = :case_id AND status <> 'RETRACTED' AND severity_rank > 0 AND destination IS NOT NULL GROUP BY ALL)
SELECT d.name AS id, lower(d.kind) AS kind, place.country, place.asn, place.organisation,
    coalesce(nullif(w.inside, 0), t.peak) AS devices, w.inside / w.all_devices AS exclusivity, t.models, t.manufacturers,
    t.connections, t.failed, t.bytes_sent, t.bytes_received, t.first_seen, t.last_seen, coalesce(r.alerts, 0) AS alerts,
    ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][r.worst + 1] AS severity
FROM traffic t JOIN destination d USING (destination_id)
LEFT JOIN place USING (destination_id) LEFT JOIN who w USING (destination_id) LEFT JOIN raised r ON r.destination = d.name
WHERE (:country IS NULL OR place.country = :country)
    AND (:kind IS NULL OR lower(d.kind) = lower(:kind))
    AND (:q IS NULL OR contains(lower(d.name), lower(:q)) OR contains(lower(coalesce(place.organisation, '')), lower(:q)))
