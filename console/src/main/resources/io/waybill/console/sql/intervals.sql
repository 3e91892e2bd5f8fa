-- Times between one contact of a device and its next, in steps of a sixth of a power of two. Events of aggregated feeds have no
-- times of their own and are left out.
WITH mine AS (
    SELECT device_id, epoch_ms(time) - lag(epoch_ms(time)) OVER (PARTITION BY device_id ORDER BY time) AS gap_ms
    FROM connection
    WHERE case_id = :case_id AND time < :to AND time >= :from AND occurrences = 1
        AND destination_id IN (SELECT destination_id FROM destination WHERE case_id = :case_id AND name = :destination)
        AND (:device IS NULL OR device_id IN (SELECT device_id FROM device WHERE case_id = :case_id AND name = :device))),
slot AS (SELECT floor(log2(gap_ms / 1000) * 6)::INTEGER AS slot, device_id, gap_ms FROM mine WHERE gap_ms >= 500)
SELECT slot::VARCHAR AS id, pow(2, slot / 6.0) AS from_seconds, pow(2, (slot + 1) / 6.0) AS to_seconds,
    median(gap_ms) / 1000 AS median_seconds, count(*) AS intervals, count(DISTINCT device_id) AS devices
FROM slot GROUP BY slot
