package io.waybill.streams;

import io.waybill.schemas.PartitionAccount;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.part.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The accounts of a pipeline as they are published: by topic and partition, and the connections in all. */
final class Accounts {

    private Accounts() {}

    /**
     * The record to be published.
     *
     * @param watermark event time that all partitions have passed; {@link Long#MIN_VALUE} where one has not been heard of,
     *     which is published as the epoch
     * @param round of input that has ended everywhere, 0 for none
     * @param tallies by partition and topic
     * @param alerts published so far
     */
    static PipelineProgress progress(
            long watermark, long round, SortedMap<Integer, SortedMap<String, Tally>> tallies, long alerts) {
        Tally connections = Tally.NONE;
        for (SortedMap<String, Tally> byTopic : tallies.values()) {
            connections = connections.plus(byTopic.getOrDefault(Topic.CONNECTION.baseName(), Tally.NONE));
        }
        return PipelineProgress.newBuilder()
                .setWatermark(watermark == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochMilli(watermark))
                .setRound(round)
                .setInputRecords(connections.in())
                .setCounted(connections.counted())
                .setRepeated(connections.repeated())
                .setLate(connections.late())
                .setDeadLettered(new TreeMap<>(connections.deadLettered()))
                .setAlerts(alerts)
                .setPartitions(accounts(tallies))
                .build();
    }

    private static List<PartitionAccount> accounts(SortedMap<Integer, SortedMap<String, Tally>> tallies) {
        SortedMap<String, List<PartitionAccount>> byTopic = new TreeMap<>();
        tallies.forEach((partition, topics) -> topics.forEach((topic, tally) ->
                byTopic.computeIfAbsent(topic, any -> new ArrayList<>()).add(account(topic, partition, tally))));
        return byTopic.values().stream().flatMap(List::stream).toList();
    }

    private static PartitionAccount account(String topic, int partition, Tally tally) {
        return PartitionAccount.newBuilder()
                .setTopic(topic)
                .setPartition(partition)
                .setInputRecords(tally.in())
                .setCounted(tally.counted())
                .setRepeated(tally.repeated())
                .setLate(tally.late())
                .setDeadLettered(new TreeMap<>(tally.deadLettered()))
                .build();
    }
}
