SELECT min(watermark) AS watermark, sum(input_records)::BIGINT AS input_records, sum(counted)::BIGINT AS counted,
    sum(repeated)::BIGINT AS repeated, sum(late)::BIGINT AS late, sum(dead_lettered)::BIGINT AS dead_lettered,
    max(published) AS published,
    (SELECT count(*) FROM (
        SELECT c.model_name, min(a.window_start) AS since FROM model_activity a JOIN cohort c USING (cohort_id)
        WHERE a.case_id = :case_id GROUP BY ALL)
        WHERE since + INTERVAL 48 HOUR > (SELECT max(window_end) FROM model_activity WHERE case_id = :case_id)) AS models_learning
FROM progress WHERE case_id = :case_id
