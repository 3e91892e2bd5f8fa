SELECT epoch_ms(max(max(window_end)) OVER ()) - epoch_ms(min(window_start)) AS watched_ms,
    max(max(epoch_ms(window_end) - epoch_ms(window_start))) OVER () AS window_ms
FROM model_activity a JOIN cohort c USING (cohort_id) WHERE a.case_id = :case_id GROUP BY c.model_name
