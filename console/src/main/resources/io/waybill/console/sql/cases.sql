WITH t AS (
    SELECT case_id, sum(connections)::BIGINT AS connections, count(DISTINCT destination_id) AS destinations, count(*) AS count_rows,
        min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM destination_count GROUP BY case_id),
m AS (SELECT case_id, count(DISTINCT model_name) AS models FROM cohort GROUP BY case_id),
v AS (SELECT case_id, count(*) AS devices FROM device GROUP BY case_id),
a AS (
    SELECT case_id, count(*) FILTER (WHERE severity_rank > 0) AS alerts, max(severity_rank) AS worst FROM alert
    WHERE status <> 'RETRACTED' GROUP BY case_id)
SELECT f.name AS id, coalesce(m.models, 0) AS models, coalesce(v.devices, 0) AS devices, coalesce(t.destinations, 0) AS destinations,
    coalesce(t.connections, 0) AS connections, coalesce(t.count_rows, 0) AS count_rows, coalesce(a.alerts, 0) AS alerts,
    ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][a.worst + 1] AS severity, t.first_seen, t.last_seen
FROM fleet_case f LEFT JOIN t USING (case_id) LEFT JOIN m USING (case_id) LEFT JOIN v USING (case_id) LEFT JOIN a USING (case_id)
