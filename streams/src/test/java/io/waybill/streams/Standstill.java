package io.waybill.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Says where a pipeline that does not finish stands still, as the broker sees it: for the reader of a failed run. */
final class Standstill {

    private static final int PATIENCE_SECONDS = 20;

    private Standstill() {}

    /** Members of the group, transactions that are not over, and partitions of which something is still to be read or is not committed. */
    static String of(String bootstrapServers, String applicationId) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return "members " + members(admin, applicationId) + ", transactions " + transactions(admin)
                    + ", partitions " + partitions(admin, applicationId);
        } catch (ExecutionException | TimeoutException e) {
            return "the broker does not say: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while asking the broker";
        }
    }

    private static String members(Admin admin, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        return admin
                .describeConsumerGroups(List.of(group))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .values()
                .stream()
                .map(each -> each.groupState() + " with " + each.members().size())
                .toList()
                .toString();
    }

    private static List<String> transactions(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        return admin.listTransactions().all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                .filter(each -> !each.state().toString().startsWith("Complete"))
                .map(each -> each.transactionalId() + " " + each.state())
                .sorted()
                .toList();
    }

    private static List<String> partitions(Admin admin, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Set<TopicPartition> all = new HashSet<>(committed.keySet());
        for (String topic : admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            if (topic.startsWith(group)) {
                admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .get(topic)
                        .partitions()
                        .forEach(each -> all.add(new TopicPartition(topic, each.partition())));
            }
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends = ends(admin, all, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, ListOffsetsResultInfo> stable = ends(admin, all, IsolationLevel.READ_COMMITTED);
        List<String> behind = new ArrayList<>();
        for (TopicPartition each : all) {
            long end = ends.get(each).offset();
            long last = stable.get(each).offset();
            OffsetAndMetadata read = committed.get(each);
            if (last < end || read != null && read.offset() < last) {
                behind.add(each + " read " + (read == null ? "-" : read.offset()) + " stable " + last + " end " + end);
            }
        }
        behind.sort(null);
        return behind;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> ends(
            Admin admin, Set<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(each -> wanted.put(each, OffsetSpec.latest()));
        return admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
