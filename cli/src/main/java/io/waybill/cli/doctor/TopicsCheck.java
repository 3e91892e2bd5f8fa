package io.waybill.cli.doctor;

import io.waybill.cli.doctor.Cluster.Answer;
import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import io.waybill.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Whether all topics are there, those of a device have as many partitions as each other, and every partition has a leader.
 *
 * @param admin asked
 * @param prefix of the topics' names
 */
public record TopicsCheck(Admin admin, String prefix) implements Check {

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public Outcome look() throws InterruptedException {
        Answer<Set<String>> names = Cluster.ask(admin.listTopics().names());
        if (names.value().isEmpty()) {
            return new Unknown("cannot list topics: " + names.why());
        }
        List<String> missing = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (names.value().get().contains(topic.name(prefix))) {
                present.add(topic.name(prefix));
            } else if (!topic.isOnDemand()) {
                missing.add(topic.name(prefix));
            }
        }
        if (!missing.isEmpty()) {
            return new Bad(
                    missing.size() + " topics are missing, or may not be seen",
                    missing,
                    "'waybill topics create' makes them; where they are there, the ACL Describe is missing");
        }
        Answer<Map<String, TopicDescription>> described =
                Cluster.ask(admin.describeTopics(present).allTopicNames());
        return described.value().isEmpty()
                ? new Unknown("cannot describe topics: " + described.why())
                : of(described.value().get());
    }

    private Outcome of(Map<String, TopicDescription> topics) {
        Map<String, Integer> ofDevice = new TreeMap<>();
        for (Topic topic : List.of(Topic.CONNECTION, Topic.PROFILE, Topic.LIFECYCLE)) {
            TopicDescription description = topics.get(topic.name(prefix));
            if (description != null) {
                ofDevice.put(description.name(), description.partitions().size());
            }
        }
        if (Set.copyOf(ofDevice.values()).size() > 1) {
            return new Bad(
                    "topics keyed by device differ in their number of partitions",
                    lines(ofDevice),
                    "an event does not meet the profile of its device: delete the topic with the wrong number and run"
                            + " 'waybill topics create', then feed it again");
        }
        List<String> leaderless = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .filter(partition -> partition.leader() == null)
                        .map(partition -> topic.name() + " " + partition.partition()))
                .sorted()
                .toList();
        if (!leaderless.isEmpty()) {
            return new Bad(
                    leaderless.size() + " partitions have no leader",
                    leaderless,
                    "the brokers that keep them are down; nothing is lost, and they go on when one of them is back");
        }
        boolean single = topics.values().stream()
                .anyMatch(topic -> topic.partitions().stream()
                        .anyMatch(each -> each.replicas().size() < 2));
        String seen = "all " + topics.size() + " are there, "
                + ofDevice.values().iterator().next() + " partitions";
        return single
                ? new Doubtful(
                        seen,
                        List.of(),
                        "some have a single copy, which is lost with its broker; fine on one machine, not for a fleet"
                                + " that matters")
                : new Good(seen);
    }

    private static List<String> lines(Map<String, Integer> partitions) {
        return partitions.entrySet().stream()
                .map(each -> each.getKey() + " has " + each.getValue())
                .toList();
    }
}
