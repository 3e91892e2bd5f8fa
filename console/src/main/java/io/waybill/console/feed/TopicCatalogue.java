package io.waybill.console.feed;

import io.waybill.schemas.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker which of our topics there are, live and of cases, and how far they reach. Thread-safe. */
final class TopicCatalogue implements AutoCloseable {

    /** Those the console mirrors, and the dead letters it counts. */
    private static final Map<String, Topic> BY_NAME = List.of(Topic.values()).stream()
            .filter(topic -> RecordReader.reads(topic) || topic.baseName().endsWith(".dlq"))
            .collect(Collectors.toMap(Topic::baseName, Function.identity()));

    private final Admin admin;
    private final String livePrefix;

    /**
     * Through this client, which is closed with it.
     *
     * @param livePrefix what stands in front of the names of the live state's topics
     */
    TopicCatalogue(Admin admin, String livePrefix) {
        this.admin = admin;
        this.livePrefix = livePrefix;
    }

    List<MirroredTopic> topics() {
        Map<String, String> caseOf = new HashMap<>();
        for (String name : get(admin.listTopics().names())) {
            CaseNames.ofTopic(name, livePrefix)
                    .filter(caseName -> BY_NAME.containsKey(baseName(name, caseName)))
                    .ifPresent(caseName -> caseOf.put(name, caseName));
        }
        List<MirroredTopic> topics = new ArrayList<>();
        admin.describeTopics(caseOf.keySet()).topicNameValues().forEach((name, future) -> {
            String caseName = caseOf.getOrDefault(name, "");
            Topic topic = BY_NAME.get(baseName(name, caseName));
            if (topic != null) {
                describe(future, name, caseName, topic, topics);
            }
        });
        return topics;
    }

    Map<TopicPartition, Long> ends(Collection<MirroredTopic> topics) {
        return offsets(topics, OffsetSpec.latest());
    }

    Map<TopicPartition, Long> beginnings(Collection<MirroredTopic> topics) {
        return offsets(topics, OffsetSpec.earliest());
    }

    @Override
    public void close() {
        admin.close();
    }

    static List<TopicPartition> partitions(Collection<MirroredTopic> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (MirroredTopic topic : topics) {
            for (int number = 0; number < topic.partitions(); number++) {
                partitions.add(new TopicPartition(topic.name(), number));
            }
        }
        return partitions;
    }

    private Map<TopicPartition, Long> offsets(Collection<MirroredTopic> topics, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions(topics).forEach(partition -> wanted.put(partition, spec));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static void describe(
            KafkaFuture<TopicDescription> future, String name, String caseName, Topic topic, List<MirroredTopic> into) {
        try {
            TopicDescription description = get(future);
            into.add(new MirroredTopic(
                    name,
                    description.topicId().toString(),
                    caseName,
                    topic,
                    description.partitions().size()));
        } catch (UnknownTopicOrPartitionException e) {
            // Deleted between the two questions: the next look at the broker agrees.
            into.removeIf(other -> other.name().equals(name));
        }
    }

    private String baseName(String name, String caseName) {
        String ofCase = CaseNames.prefix(caseName);
        return name.substring((ofCase.isEmpty() ? livePrefix : ofCase).length());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
