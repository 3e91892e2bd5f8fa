package io.waybill.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.waybill.cli.doctor.Cluster.Answer;
import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import io.waybill.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether this user may do what a pipeline does: read inputs, write results, make internal topics, use the group. The broker
 * itself says what it allows; nothing is tried out.
 *
 * @param admin asked
 * @param prefix of the topics' names
 * @param applicationId the pipeline's group
 */
public record PermissionsCheck(Admin admin, String prefix, String applicationId) implements Check {

    @Override
    public String name() {
        return "rights";
    }

    @Override
    public Outcome look() throws InterruptedException {
        List<String> denied = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (topic.isOnDemand()) {
                continue;
            }
            AclOperation needed = topic.isInput() ? AclOperation.READ : AclOperation.WRITE;
            Answer<TopicDescription> told = Cluster.ask(requireNonNull(admin.describeTopics(
                            List.of(topic.name(prefix)), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues()
                    .get(topic.name(prefix))));
            if (told.refusal() instanceof UnknownTopicOrPartitionException) {
                return new Unknown("topics are missing or may not be seen");
            } else if (told.value().isEmpty()) {
                denied.add("Describe of topic " + topic.name(prefix));
            } else if (lacks(told.value().get().authorizedOperations(), needed)) {
                denied.add(word(needed) + " of topic " + topic.name(prefix));
            }
        }
        Answer<ConsumerGroupDescription> group = Cluster.ask(requireNonNull(admin.describeConsumerGroups(
                        List.of(applicationId), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups()
                .get(applicationId)));
        boolean isUnused = group.refusal() instanceof GroupIdNotFoundException;
        if (group.value().isPresent() && lacks(group.value().get().authorizedOperations(), AclOperation.READ)
                || group.value().isEmpty() && !isUnused) {
            denied.add("Read of group " + applicationId);
        }
        List<String> untold = lacks(clusterOperations(), AclOperation.CREATE)
                ? List.of("Create of topics beginning with " + applicationId
                        + "- cannot be told from here; the cluster as a whole does not allow it")
                : List.of();
        return of(denied, untold);
    }

    private @Nullable Set<AclOperation> clusterOperations() throws InterruptedException {
        return Cluster.ask(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                        .authorizedOperations())
                .value()
                .orElse(null);
    }

    private static Outcome of(List<String> denied, List<String> untold) {
        if (denied.isEmpty()) {
            return new Good("this user may read inputs, write results and use the group", untold);
        }
        List<String> all = new ArrayList<>(denied);
        all.addAll(untold);
        return new Bad(
                denied.size() + " rights are missing", all, "docs/security.md has the whole list of ACLs, as commands");
    }

    /** Without an authorizer brokers say nothing, or that all is allowed. */
    private static boolean lacks(@Nullable Set<AclOperation> allowed, AclOperation needed) {
        return allowed != null
                && !allowed.isEmpty()
                && !allowed.contains(needed)
                && !allowed.contains(AclOperation.ALL);
    }

    private static String word(AclOperation operation) {
        return operation == AclOperation.READ ? "Read" : "Write";
    }
}
