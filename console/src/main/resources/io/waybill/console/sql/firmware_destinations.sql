-- What each firmware of a model contacts. New in a firmware: no older build of the model contacted it before, and the model was
-- there with an older build.
WITH p AS (FROM pairs(:case_id, :from, :to, :manufacturer, :model, NULL, :destination, NULL)),
build AS (
    SELECT c.cohort_id, c.model_name, c.firmware, min(p.first_seen) AS since FROM p JOIN cohort c USING (cohort_id) GROUP BY ALL),
aged AS (SELECT *, row_number() OVER (PARTITION BY model_name ORDER BY since, firmware) AS age FROM build),
met AS (
    SELECT a.model_name, a.firmware, a.age, p.*, min(a.age) OVER (PARTITION BY a.model_name, p.destination_id) AS earliest
    FROM p JOIN aged a USING (cohort_id))
SELECT m.model_name || ' ' || m.firmware || ' ' || d.name AS id, m.model_name AS model, m.firmware, m.age AS firmware_age,
    d.name AS destination, m.age = m.earliest AND m.age > 1 AS arrived, m.connections, m.failed, m.bytes_sent, m.devices,
    m.first_seen, m.last_seen
FROM met m JOIN destination d USING (destination_id)
