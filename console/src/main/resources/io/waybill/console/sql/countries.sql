WITH scoped AS (
    SELECT country, destination_id, sum(connections)::BIGINT AS connections, sum(bytes_sent)::BIGINT AS bytes_sent,
        sum(bytes_received)::BIGINT AS bytes_received
    FROM destination_count
    WHERE case_id = :case_id AND window_start < :to AND window_end > :from
        AND ((:model IS NULL AND :manufacturer IS NULL) OR cohort_id IN (
            SELECT cohort_id FROM cohort WHERE case_id = :case_id AND (:model IS NULL OR model_name = :model)
                AND (:manufacturer IS NULL OR manufacturer = :manufacturer)))
        AND (:destination IS NULL OR destination_id IN (
            SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination))
    GROUP BY country, destination_id)
SELECT coalesce(s.country, '') AS id, count(*) AS destinations, sum(s.connections)::BIGINT AS connections,
    sum(s.bytes_sent)::BIGINT AS bytes_sent, sum(s.bytes_received)::BIGINT AS bytes_received,
    sum(s.connections) / sum(sum(s.connections)) OVER () AS share
FROM scoped s JOIN destination d USING (destination_id)
WHERE d.kind <> 'LOCAL'
GROUP BY s.country
