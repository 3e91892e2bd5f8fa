package io.waybill.streams.topics;

import static java.util.Objects.requireNonNull;

import io.waybill.schemas.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes and removes the topics of one pipeline. */
public final class PipelineTopics {

    private static final List<String> INTERNAL = List.of(
            "policy-repartition",
            "to-destinations-repartition",
            "to-alerts-repartition",
            "device-book-changelog",
            "destination-book-changelog",
            "alert-book-changelog");

    private final Admin admin;

    /** Through this client, which stays the caller's to close. */
    public PipelineTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * Makes the topics that do not exist yet. The topics of the policy and the topic of progress have one partition, all others as
     * many as asked for: events, profiles and lifecycle of a device have to meet in one partition. A case gets none of the topics that
     * are written {@linkplain Topic#isOnDemand() on demand}.
     *
     * @param prefix of the names
     * @param ofCase whether nothing in them may expire, see {@link Topic#configuration(boolean)}
     * @return names of the topics that were made
     * @throws IllegalStateException when the cluster refuses, or an existing topic has another number of partitions
     */
    public List<String> create(String prefix, int partitions, boolean ofCase) {
        return create(prefix, partitions, ofCase, List.of());
    }

    /**
     * The same for a case, and the internal topics of its pipeline. Kafka Streams would make these itself, but only when it has
     * joined its group, and would join again for those between its stages, which a small replay would wait for.
     */
    public List<String> createCase(String prefix, int partitions, String applicationId) {
        return create(prefix, partitions, true, internal(applicationId, partitions));
    }

    private List<String> create(String prefix, int partitions, boolean ofCase, List<NewTopic> internal) {
        Set<String> existing = names();
        List<Topic> wanted = Arrays.stream(Topic.values())
                .filter(topic -> !ofCase || !topic.isOnDemand())
                .toList();
        List<NewTopic> missing = new ArrayList<>();
        for (Topic topic : wanted) {
            if (!existing.contains(topic.name(prefix))) {
                missing.add(
                        new NewTopic(topic.name(prefix), Optional.of(partitionsOf(topic, partitions)), Optional.empty())
                                .configs(topic.configuration(ofCase)));
            }
        }
        boolean anyExists = missing.size() < wanted.size();
        List<String> made = missing.stream().map(NewTopic::name).toList();
        internal.stream().filter(topic -> !existing.contains(topic.name())).forEach(missing::add);
        make(missing);
        if (anyExists) {
            check(prefix, partitions);
        }
        return made;
    }

    /**
     * Makes the topics that are written {@linkplain Topic#isOnDemand() on demand}, where they are missing; those of alerts have
     * as many partitions as the alerts.
     *
     * @throws IllegalStateException when the cluster refuses, or there is no topic of alerts
     */
    public void createOnDemand(String prefix) {
        Set<String> existing = names();
        String alerts = Topic.ALERT.name(prefix);
        int partitions = requireNonNull(
                        await(admin.describeTopics(List.of(alerts)).allTopicNames(), "describe topics")
                                .get(alerts))
                .partitions()
                .size();
        List<NewTopic> missing = Arrays.stream(Topic.values())
                .filter(topic -> topic.isOnDemand() && !existing.contains(topic.name(prefix)))
                .map(topic -> new NewTopic(
                                topic.name(prefix), Optional.of(partitionsOf(topic, partitions)), Optional.empty())
                        .configs(topic.configuration(!prefix.isEmpty())))
                .toList();
        make(missing);
    }

    private void make(List<NewTopic> topics) {
        await(admin.createTopics(topics).all(), "create topics");
        new Leaders(admin).await(topics);
    }

    private void check(String prefix, int partitions) {
        List<String> inputs = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (topic.isInput()) {
                inputs.add(topic.name(prefix));
            }
        }
        Map<String, TopicDescription> described =
                await(admin.describeTopics(inputs).allTopicNames(), "describe topics");
        for (Topic topic : Topic.values()) {
            TopicDescription description = described.get(topic.name(prefix));
            if (description != null && description.partitions().size() != partitionsOf(topic, partitions)) {
                throw new IllegalStateException("topic " + topic.name(prefix) + " has "
                        + description.partitions().size() + " partitions, "
                        + partitionsOf(topic, partitions) + " are needed; the number of partitions of a pipeline"
                        + " cannot change, because state is kept by partition");
            }
        }
    }

    private static int partitionsOf(Topic topic, int partitions) {
        return switch (topic) {
            case POLICY, POLICY_DLQ, POLICY_VERSION, PROGRESS -> 1;
            case CONNECTION,
                    PROFILE,
                    LIFECYCLE,
                    COUNT,
                    ACTIVITY,
                    ALERT,
                    ALERT_OCSF,
                    ALERT_ECS,
                    ALERT_CEF,
                    ALERT_JSON,
                    ALERT_DLQ,
                    CONNECTION_DLQ,
                    PROFILE_DLQ,
                    LIFECYCLE_DLQ -> partitions;
        };
    }

    /**
     * How many partitions the connection topic of a pipeline has.
     *
     * @return empty where there is no such topic
     * @throws IllegalStateException when the cluster refuses
     */
    public Optional<Integer> partitions(String prefix) {
        String name = Topic.CONNECTION.name(prefix);
        try {
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(name)).allTopicNames().get();
            return Optional.of(requireNonNull(described.get(name)).partitions().size());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new IllegalStateException("cannot describe topic " + name + ": " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** The internal topics, as Kafka Streams makes them: between stages nothing expires, it removes what was taken. */
    private static List<NewTopic> internal(String applicationId, int partitions) {
        Map<String, String> changelog = Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "CreateTime",
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT);
        Map<String, String> passage = Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "CreateTime",
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.SEGMENT_BYTES_CONFIG,
                String.valueOf(50 << 20));
        return INTERNAL.stream()
                .map(suffix -> new NewTopic(
                                applicationId + "-" + suffix,
                                Optional.of(suffix.contains("alert") ? 1 : partitions),
                                Optional.empty())
                        .configs(suffix.endsWith("-changelog") ? changelog : passage))
                .toList();
    }

    /** Names of the internal topics of a pipeline, as {@code FleetTopology} calls them. */
    public static List<String> internal(String applicationId) {
        return INTERNAL.stream().map(suffix -> applicationId + "-" + suffix).toList();
    }

    /**
     * Removes a case: its consumer group, then all topics under its prefix and the internal ones of its application. Topics of
     * other cases stay, whatever they are called.
     *
     * @param prefix not empty: the live pipeline is not removed this way
     * @return names of the topics that are gone, sorted
     * @throws IllegalArgumentException when the prefix is empty
     * @throws IllegalStateException when an instance of the pipeline still runs, nothing is removed then; or when the cluster
     *     refuses
     */
    public List<String> remove(String prefix, String applicationId) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("only the topics of a case can be removed as a whole");
        }
        removeGroup(applicationId);
        List<String> internal = internal(applicationId);
        List<String> doomed = names().stream()
                .filter(name -> name.startsWith(prefix) || internal.contains(name))
                .toList();
        await(admin.deleteTopics(doomed).all(), "delete topics");
        return doomed;
    }

    private void removeGroup(String group) {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupNotEmptyException) {
                throw new IllegalStateException("the pipeline " + group + " still runs; stop it first", failed);
            } else if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
                throw new IllegalStateException("cannot delete group " + group + ": " + failed.getCause(), failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Names of all topics. */
    public Set<String> names() {
        return new TreeSet<>(await(admin.listTopics().names(), "list topics"));
    }

    private static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot " + what + ": " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to " + what, interrupted);
        }
    }
}
