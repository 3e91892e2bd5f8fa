package io.waybill.console.store;

import io.waybill.schemas.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The table that mirrors a topic.
 *
 * @param name of the table
 * @param zone column that is the same in every version of a record and follows its arrival: lets a merge skip most of a big
 *     table; null for small ones
 */
record RecordTable(String name, @Nullable String zone) {

    /** Every revision of every alert. */
    static final RecordTable REVISIONS = new RecordTable("alert_revision", null);

    /** The table of a topic, or null for topics the console does not mirror. */
    static @Nullable RecordTable of(Topic topic) {
        return switch (topic) {
            case CONNECTION -> new RecordTable("connection", "time");
            case PROFILE -> new RecordTable("profile", null);
            case LIFECYCLE -> new RecordTable("lifecycle", null);
            case POLICY -> new RecordTable("policy", null);
            case COUNT -> new RecordTable("destination_count", "window_start");
            case ACTIVITY -> new RecordTable("model_activity", "window_start");
            case ALERT -> new RecordTable("alert", null);
            case PROGRESS -> new RecordTable("progress", null);
            case ALERT_OCSF,
                    ALERT_ECS,
                    ALERT_CEF,
                    ALERT_JSON,
                    ALERT_DLQ,
                    POLICY_VERSION,
                    CONNECTION_DLQ,
                    PROFILE_DLQ,
                    LIFECYCLE_DLQ,
                    POLICY_DLQ -> null;
        };
    }

    String staging() {
        return "staging_" + name;
    }

    String deleteReplaced() {
        String sameZone = zone == null ? "" : " AND t." + zone + " = s." + zone;
        return "DELETE FROM " + name + " t USING " + staging()
                + " s WHERE t.record_key = s.record_key AND t.case_id = s.case_id" + sameZone;
    }

    String deleteRemoved() {
        return "DELETE FROM " + name
                + " t USING staging_removed s WHERE t.record_key = s.record_key AND t.case_id = s.case_id";
    }
}
