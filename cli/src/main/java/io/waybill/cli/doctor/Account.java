package io.waybill.cli.doctor;

import io.waybill.schemas.PartitionAccount;
import java.util.Map;
import java.util.TreeMap;

/** Whether the account of a partition adds up. Pure. */
final class Account {

    private Account() {}

    /** Records of which nobody says what became of them; negative where more is told than was taken. */
    static long missing(PartitionAccount account) {
        return account.getInputRecords()
                - account.getCounted()
                - account.getRepeated()
                - account.getDeadLettered().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    /** {@code topic/0  in 12 = counted 9 + repeated 1 + dead-lettered undecodable 2  (corrected a published window: 3)}. */
    static String line(PartitionAccount account) {
        StringBuilder line = new StringBuilder(String.format(
                "%-32s in %d = counted %d + repeated %d",
                account.getTopic() + "/" + account.getPartition(),
                account.getInputRecords(),
                account.getCounted(),
                account.getRepeated()));
        for (Map.Entry<String, Long> reason : new TreeMap<>(account.getDeadLettered()).entrySet()) {
            line.append(" + dead-lettered ").append(reason.getKey()).append(' ').append(reason.getValue());
        }
        if (account.getLate() > 0) {
            line.append("  (corrected a published window: ")
                    .append(account.getLate())
                    .append(')');
        }
        long missing = missing(account);
        if (missing != 0) {
            line.append("  UNACCOUNTED ").append(missing);
        }
        return line.toString();
    }
}
