-- The store. Every table of records carries case_id (one replay, or the live state) and record_key (128 bits of the SHA-256 of
-- the Kafka key): the row of a record is replaced by the next record of that key, and removed by a null value.
-- There are deliberately no primary keys on the big tables: keeping an index cost 40 times what the merge does (decision 070).

CREATE TABLE IF NOT EXISTS store_version (version INTEGER PRIMARY KEY);

CREATE TABLE IF NOT EXISTS topic_position (
    topic VARCHAR, topic_id VARCHAR, part INTEGER, next_offset BIGINT, PRIMARY KEY (topic, part));

CREATE TABLE IF NOT EXISTS fleet_case (case_id INTEGER PRIMARY KEY, name VARCHAR UNIQUE);

CREATE TABLE IF NOT EXISTS cohort (
    cohort_id INTEGER PRIMARY KEY, case_id INTEGER, manufacturer VARCHAR, model VARCHAR, firmware VARCHAR,
    model_name VARCHAR);

CREATE TABLE IF NOT EXISTS destination (destination_id INTEGER PRIMARY KEY, case_id INTEGER, name VARCHAR, kind VARCHAR);

CREATE TABLE IF NOT EXISTS device (device_id INTEGER PRIMARY KEY, case_id INTEGER, name VARCHAR);

CREATE TABLE IF NOT EXISTS destination_count (
    case_id INTEGER, record_key UUID, window_start TIMESTAMP, window_end TIMESTAMP, cohort_id INTEGER, destination_id INTEGER,
    country VARCHAR, asn BIGINT, organisation VARCHAR, connections BIGINT, failed BIGINT, bytes_sent BIGINT,
    bytes_received BIGINT, packets_sent BIGINT, packets_received BIGINT, devices BIGINT, first_seen TIMESTAMP,
    last_seen TIMESTAMP, revision INTEGER, day INTEGER);

-- The counts of a day summed (days since 1970), so that questions about long times need not read every hour. day_state says which
-- sums hold: a day that changed is stale from the same transaction on, and is read from destination_count until it is summed anew.
CREATE TABLE IF NOT EXISTS count_day (
    case_id INTEGER, day INTEGER, cohort_id INTEGER, destination_id INTEGER, country VARCHAR, asn BIGINT, organisation VARCHAR,
    connections BIGINT, failed BIGINT, bytes_sent BIGINT, bytes_received BIGINT, devices BIGINT, first_seen TIMESTAMP,
    last_seen TIMESTAMP, count_rows BIGINT);

-- How long each model was watched in a day, as ComparisonRule says: milliseconds of one device each. Holds where count_day does.
CREATE TABLE IF NOT EXISTS watched_day (case_id INTEGER, day INTEGER, model_name VARCHAR, device_ms BIGINT);

CREATE TABLE IF NOT EXISTS day_state (case_id INTEGER, day INTEGER, stale BOOLEAN);

CREATE TABLE IF NOT EXISTS model_activity (
    case_id INTEGER, record_key UUID, window_start TIMESTAMP, window_end TIMESTAMP, cohort_id INTEGER, active_devices BIGINT,
    events BIGINT, revision INTEGER);

CREATE TABLE IF NOT EXISTS alert (
    case_id INTEGER, record_key UUID, id VARCHAR, detector VARCHAR, level VARCHAR, subject VARCHAR, destination VARCHAR,
    severity VARCHAR, severity_rank INTEGER, score DOUBLE, window_start TIMESTAMP, window_end TIMESTAMP, measure VARCHAR,
    observed DOUBLE, expected DOUBLE, lower_bound DOUBLE, upper_bound DOUBLE, samples BIGINT, devices BIGINT,
    explanation VARCHAR, status VARCHAR, revision INTEGER, suppressed_by VARCHAR, known_service VARCHAR, published TIMESTAMP,
    document VARCHAR, record BLOB);

-- Every revision of an alert that was read. The topic keeps the newest alone once it is compacted: what a console missed, it misses.
CREATE TABLE IF NOT EXISTS alert_revision (
    case_id INTEGER, record_key UUID, alert_key UUID, id VARCHAR, revision INTEGER, status VARCHAR, severity VARCHAR,
    score DOUBLE, observed DOUBLE, expected DOUBLE, samples BIGINT, devices BIGINT, window_end TIMESTAMP, suppressed_by VARCHAR,
    explanation VARCHAR, published TIMESTAMP);

-- How far the pipeline says it has come, one row of each pipeline.
CREATE TABLE IF NOT EXISTS progress (
    case_id INTEGER, record_key UUID, watermark TIMESTAMP, input_records BIGINT, counted BIGINT, repeated BIGINT, late BIGINT,
    dead_lettered BIGINT, alerts BIGINT, published TIMESTAMP, document VARCHAR);

CREATE TABLE IF NOT EXISTS profile (
    case_id INTEGER, record_key UUID, device_id INTEGER, manufacturer VARCHAR, model VARCHAR, variant VARCHAR,
    firmware VARCHAR, os VARCHAR, home_country VARCHAR, device_group VARCHAR, valid_from TIMESTAMP, addresses VARCHAR);

CREATE TABLE IF NOT EXISTS lifecycle (
    case_id INTEGER, record_key UUID, device_id INTEGER, time TIMESTAMP, kind VARCHAR, firmware VARCHAR, setting VARCHAR,
    setting_value VARCHAR, app VARCHAR);

CREATE TABLE IF NOT EXISTS policy (
    case_id INTEGER, record_key UUID, rule_id VARCHAR, kind VARCHAR, title VARCHAR, document VARCHAR);

CREATE TABLE IF NOT EXISTS connection (
    case_id INTEGER, record_key UUID, device_id INTEGER, destination_id INTEGER, time TIMESTAMP, duration_ms BIGINT,
    transport VARCHAR, ip VARCHAR, port INTEGER, host VARCHAR, host_source VARCHAR, protocol VARCHAR, app VARCHAR,
    bytes_sent BIGINT, bytes_received BIGINT, outcome VARCHAR, occurrences INTEGER, leaks VARCHAR, event_id VARCHAR,
    capture VARCHAR, position BIGINT);

-- Who has contacted what, and between when: the set behind "k of n devices". Grows by set union, min and max only, so it does
-- not depend on how records were batched.
CREATE TABLE IF NOT EXISTS contact (
    case_id INTEGER, device_id INTEGER, destination_id INTEGER, first_seen TIMESTAMP, last_seen TIMESTAMP);

CREATE OR REPLACE VIEW counts AS
    SELECT f.name AS case_name, c.manufacturer, c.model, c.firmware, t.name AS destination, t.kind AS destination_kind,
        d.country, d.asn, d.organisation, d.window_start, d.window_end, d.connections, d.failed, d.bytes_sent,
        d.bytes_received, d.packets_sent, d.packets_received, d.devices, d.first_seen, d.last_seen, d.revision
    FROM destination_count d
    JOIN fleet_case f ON f.case_id = d.case_id
    JOIN cohort c ON c.cohort_id = d.cohort_id
    JOIN destination t ON t.destination_id = d.destination_id;

-- Which model an alert concerns, where it concerns one.
CREATE OR REPLACE VIEW alert_model AS
    SELECT a.case_id, a.id, a.subject AS model_name FROM alert a WHERE a.level = 'MODEL'
    UNION ALL
    SELECT a.case_id, a.id, min(c.model_name) FROM alert a
        JOIN cohort c ON c.case_id = a.case_id AND c.model_name || ' ' || c.firmware = a.subject
        WHERE a.level = 'FIRMWARE' GROUP BY ALL
    UNION ALL
    SELECT a.case_id, a.id, p.manufacturer || ' ' || p.model FROM alert a
        JOIN device d ON d.case_id = a.case_id AND d.name = a.subject
        JOIN profile p ON p.device_id = d.device_id
        WHERE a.level = 'DEVICE';

-- Devices with what is known of them; unknown ones are of the unknown model, as everywhere.
CREATE OR REPLACE VIEW known_device AS
    SELECT d.case_id, d.device_id, d.name, coalesce(p.manufacturer, 'unknown') AS manufacturer,
        coalesce(p.model, 'unknown') AS model, coalesce(p.manufacturer, 'unknown') || ' ' || coalesce(p.model, 'unknown') AS model_name,
        p.variant, coalesce(p.firmware, 'unknown') AS firmware, p.os, p.home_country, p.device_group, p.valid_from, p.addresses,
        p.device_id IS NOT NULL AS in_inventory
    FROM device d LEFT JOIN profile p ON p.device_id = d.device_id;

-- Counts of a span of time: whole days from their sums where these hold, and single hours for the rest.
CREATE OR REPLACE MACRO counts_between(case_, from_, to_) AS TABLE
    SELECT c.cohort_id, c.destination_id, c.country, c.asn, c.organisation, c.connections, c.failed, c.bytes_sent,
        c.bytes_received, c.devices, c.first_seen, c.last_seen, c.count_rows
    FROM count_day c JOIN day_state s ON s.case_id = c.case_id AND s.day = c.day
    WHERE c.case_id = case_ AND s.case_id = case_ AND NOT s.stale
        AND s.day >= epoch(from_) / 86400 AND s.day + 1 <= epoch(to_) / 86400
    UNION ALL
    SELECT n.cohort_id, n.destination_id, n.country, n.asn, n.organisation, n.connections, n.failed, n.bytes_sent,
        n.bytes_received, n.devices, n.first_seen, n.last_seen, 1 AS count_rows
    FROM destination_count n JOIN day_state s ON s.case_id = n.case_id AND s.day = n.day
    WHERE n.case_id = case_ AND s.case_id = case_ AND n.window_start < to_ AND n.window_end > from_
        AND (s.stale OR s.day < epoch(from_) / 86400 OR s.day + 1 > epoch(to_) / 86400);

-- What each cohort did at each destination in a span of time; the filters are off where they are NULL.
CREATE OR REPLACE MACRO pairs(case_, from_, to_, manufacturer_, model_, firmware_, destination_, country_) AS TABLE
    SELECT cohort_id, destination_id, sum(connections)::BIGINT AS connections, sum(failed)::BIGINT AS failed,
        sum(bytes_sent)::BIGINT AS bytes_sent, sum(bytes_received)::BIGINT AS bytes_received, max(devices) AS devices,
        min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM counts_between(case_, from_, to_)
    WHERE (country_ IS NULL OR country = country_)
        AND ((manufacturer_ IS NULL AND model_ IS NULL AND firmware_ IS NULL) OR cohort_id IN (
            SELECT cohort_id FROM cohort WHERE case_id = case_
                AND (manufacturer_ IS NULL OR manufacturer = manufacturer_)
                AND (model_ IS NULL OR model_name = model_)
                AND (firmware_ IS NULL OR firmware = firmware_)))
        AND (destination_ IS NULL OR destination_id IN (
            SELECT destination_id FROM destination WHERE case_id = case_ AND name = destination_))
    GROUP BY cohort_id, destination_id;

-- How long each model was watched in a span of time, as ComparisonRule says; whole days from their sums as in counts_between.
CREATE OR REPLACE MACRO watched(case_, from_, to_) AS TABLE
    SELECT model_name, sum(device_ms)::BIGINT / 3600000.0::DOUBLE AS device_hours FROM (
        SELECT w.model_name, w.device_ms
        FROM watched_day w JOIN day_state s ON s.case_id = w.case_id AND s.day = w.day
        WHERE w.case_id = case_ AND s.case_id = case_ AND NOT s.stale
            AND s.day >= epoch(from_) / 86400 AND s.day + 1 <= epoch(to_) / 86400
        UNION ALL
        SELECT model_name, device_ms FROM (
            SELECT c.model_name, n.window_start, max(n.devices * (epoch_ms(n.window_end) - epoch_ms(n.window_start))) AS device_ms
            FROM destination_count n JOIN day_state s ON s.case_id = n.case_id AND s.day = n.day JOIN cohort c USING (cohort_id)
            WHERE n.case_id = case_ AND s.case_id = case_ AND n.window_start < to_ AND n.window_end > from_
                AND (s.stale OR s.day < epoch(from_) / 86400 OR s.day + 1 > epoch(to_) / 86400)
            GROUP BY ALL))
    GROUP BY ALL;
