WITH p AS (
    SELECT cohort_id, destination_id, country, sum(connections)::BIGINT AS connections, sum(bytes_sent)::BIGINT AS bytes_sent,
        sum(bytes_received)::BIGINT AS bytes_received
    FROM counts_between(:case_id, :from, :to) WHERE (:country IS NULL OR country = :country)
    GROUP BY ALL)
SELECT c.model_name || ' > ' || d.name || ' > ' || coalesce(p.country, 'unknown') AS id, c.model_name AS model,
    d.name AS destination, coalesce(p.country, 'unknown') AS country, sum(p.connections)::BIGINT AS connections,
    sum(p.bytes_sent)::BIGINT AS bytes_sent, sum(p.bytes_received)::BIGINT AS bytes_received
FROM p JOIN cohort c USING (cohort_id) JOIN destination d USING (destination_id)
WHERE d.kind <> 'LOCAL' AND (:model IS NULL OR c.model_name = :model) AND (:destination IS NULL OR d.name = :destination)
GROUP BY c.model_name, d.name, p.country
