SELECT rule_id AS id, lower(kind) AS kind, title, document FROM policy WHERE case_id = :case_id
