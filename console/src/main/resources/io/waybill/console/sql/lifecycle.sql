SELECT d.name || ' ' || epoch_ms(l.time) || ' ' || l.kind AS id, d.name AS device, l.time, l.kind, l.firmware, l.setting,
    l.setting_value, l.app
FROM lifecycle l JOIN device d USING (device_id)
WHERE l.case_id = :case_id AND l.time < :to AND l.time >= :from AND (:device IS NULL OR d.name = :device)
