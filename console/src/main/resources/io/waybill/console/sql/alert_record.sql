SELECT record FROM alert WHERE case_id = :case_id AND id = :id
