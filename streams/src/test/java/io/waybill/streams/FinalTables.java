package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.PartitionAccount;
import io.waybill.schemas.PipelineProgress;
import io.waybill.streams.alert.Alerts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What a pipeline came to, one line per row, without what tells how a row came about. Two runs agree when the texts are equal.
 *
 * @param rows of counts, activity and alerts, sorted
 * @param progress the accounts
 */
record FinalTables(List<String> rows, PipelineProgress progress) {

    static FinalTables of(
            Collection<DestinationCount> counts,
            Collection<ModelActivity> activity,
            Collection<Alert> alerts,
            PipelineProgress progress) {
        assertBalanced(progress);
        return new FinalTables(rows(counts, activity, alerts), progress);
    }

    /** Lines, sorted. */
    static List<String> rows(
            Collection<DestinationCount> counts, Collection<ModelActivity> activity, Collection<Alert> alerts) {
        List<String> rows = new ArrayList<>();
        counts.forEach(each -> rows.add(
                "count " + DestinationCount.newBuilder(each).setRevision(1).build()));
        activity.forEach(each -> rows.add(
                "activity " + ModelActivity.newBuilder(each).setRevision(1).build()));
        alerts.stream()
                .filter(each -> each.getStatus() != AlertStatus.RETRACTED)
                .forEach(each -> rows.add("alert " + Alerts.canonicalOf(each)));
        Collections.sort(rows);
        return rows;
    }

    /** No record vanishes, on any topic, in any partition. */
    private static void assertBalanced(PipelineProgress progress) {
        assertThat(progress.getPartitions()).isNotEmpty();
        for (PartitionAccount account : progress.getPartitions()) {
            long dead = account.getDeadLettered().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(account.getCounted() + account.getRepeated() + dead)
                    .as("%s", account)
                    .isEqualTo(account.getInputRecords());
        }
    }

    /** The tables as one text. */
    String text() {
        return String.join("\n", rows);
    }
}
