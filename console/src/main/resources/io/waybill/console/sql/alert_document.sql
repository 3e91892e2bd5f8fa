SELECT document FROM alert WHERE case_id = :case_id AND id = :id
