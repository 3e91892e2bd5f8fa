package io.waybill.console.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Every row about one device, whatever table it is in. Counts are of models and name no device. */
final class DeviceRows {

    private static final String OF_DEVICE =
            " WHERE device_id IN (SELECT device_id FROM device WHERE case_id = ? AND name = ?)";
    private static final String ITS_ALERTS = "a.level = 'DEVICE' AND a.case_id = ? AND a.subject = ?";

    private static final List<String> DELETES = List.of(
            "DELETE FROM connection" + OF_DEVICE,
            "DELETE FROM contact" + OF_DEVICE,
            "DELETE FROM lifecycle" + OF_DEVICE,
            "DELETE FROM profile" + OF_DEVICE,
            "DELETE FROM alert_revision r WHERE EXISTS (SELECT 1 FROM alert a"
                    + " WHERE a.record_key = r.alert_key AND a.case_id = r.case_id AND " + ITS_ALERTS + ")",
            "DELETE FROM alert a WHERE " + ITS_ALERTS,
            "DELETE FROM device WHERE case_id = ? AND name = ?");

    private DeviceRows() {}

    /** Deletes them; the caller commits, and then forgets what it remembers of names. */
    static void delete(Connection connection, int caseId, String deviceId) throws SQLException {
        for (String sql : DELETES) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setInt(1, caseId);
                delete.setString(2, deviceId);
                delete.executeUpdate();
            }
        }
    }
}
