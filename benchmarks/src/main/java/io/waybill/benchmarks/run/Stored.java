package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What lies on the broker when a contender has ended, one copy of it, as it is on the disk: compressed, and before old segments
 * are compacted or deleted.
 *
 * @param inputBytes events, profiles and what happened to devices
 * @param changelogBytes the pipeline's state
 * @param changelogRecords records of these, marks of transactions included
 * @param repartitionBytes what the stages sent each other and is not deleted yet
 * @param countBytes the table of counts
 * @param activityBytes the table of denominators
 * @param alertBytes alerts
 */
record Stored(
        long inputBytes,
        long changelogBytes,
        long changelogRecords,
        long repartitionBytes,
        long countBytes,
        long activityBytes,
        long alertBytes) {

    private static final String CHANGELOG = "-changelog";
    private static final String REPARTITION = "-repartition";

    static Stored of(Admin admin, String applicationId) throws InterruptedException {
        Map<TopicPartition, Long> sizes = sizes(admin);
        return new Stored(
                bytes(sizes, Topic.CONNECTION) + bytes(sizes, Topic.PROFILE) + bytes(sizes, Topic.LIFECYCLE),
                bytes(sizes, applicationId, CHANGELOG),
                records(admin, sizes, applicationId),
                bytes(sizes, applicationId, REPARTITION),
                bytes(sizes, Topic.COUNT),
                bytes(sizes, Topic.ACTIVITY),
                bytes(sizes, Topic.ALERT));
    }

    private static Map<TopicPartition, Long> sizes(Admin admin) throws InterruptedException {
        List<Integer> brokers = await(admin.describeCluster().nodes()).stream()
                .map(each -> each.id())
                .toList();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        for (Map<String, LogDirDescription> folders :
                await(admin.describeLogDirs(brokers).allDescriptions()).values()) {
            for (LogDirDescription folder : folders.values()) {
                folder.replicaInfos().forEach((partition, info) -> sizes.merge(partition, info.size(), Long::sum));
            }
        }
        return sizes;
    }

    private static long bytes(Map<TopicPartition, Long> sizes, Topic topic) {
        return bytes(sizes, Arena.name(topic), "");
    }

    private static long bytes(Map<TopicPartition, Long> sizes, String from, String to) {
        return sizes.entrySet().stream()
                .filter(each -> isNamed(each.getKey(), from, to))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean isNamed(TopicPartition partition, String from, String to) {
        String name = partition.topic();
        return to.isEmpty() ? name.equals(from) : name.startsWith(from + "-") && name.endsWith(to);
    }

    private static long records(Admin admin, Map<TopicPartition, Long> sizes, String applicationId)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = sizes.keySet().stream()
                .filter(each -> isNamed(each, applicationId, CHANGELOG))
                .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        return await(admin.listOffsets(ends).all()).values().stream()
                .mapToLong(each -> each.offset())
                .sum();
    }

    private static <T> T await(KafkaFuture<T> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot ask the broker for its topics: " + failed.getCause(), failed);
        }
    }
}
