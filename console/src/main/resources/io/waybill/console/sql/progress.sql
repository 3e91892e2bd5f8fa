SELECT min(watermark) AS watermark, sum(input_records)::BIGINT AS input_records, sum(counted)::BIGINT AS counted,
    sum(repeated)::BIGINT AS repeated, sum(late)::BIGINT AS late, sum(dead_lettered)::BIGINT AS dead_lettered,
    max(published) AS published
FROM progress WHERE case_id = :case_id
