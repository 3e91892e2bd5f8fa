package io.waybill.cli.forget;

import io.waybill.cli.shell.Addresses;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The connection events of a device in their topic, which keeps them for days. A broker deletes from the beginning of a partition
 * only, and events are too many to be written anew; so all events of the partition up to the device's last one go, those of other
 * devices too. They are counted and in the state by then: nothing is deleted that the pipeline has not read.
 */
final class EventTail {

    private final Addresses addresses;
    private final String prefix;
    private final byte[] key;

    EventTail(Addresses addresses, String prefix, String deviceId) {
        this.addresses = addresses;
        this.prefix = prefix;
        this.key = deviceId.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is in the topic.
     *
     * @param events of the device, still there
     * @param last offset of its last event by partition
     */
    record Found(int events, Map<TopicPartition, Long> last) {}

    Found find() {
        String topic = Topic.CONNECTION.name(prefix);
        Map<TopicPartition, Long> last = new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
        int[] events = {0};
        new TableReader(addresses.bootstrapServers(), addresses.client()).forEach(topic, record -> {
            if (Arrays.equals(record.key(), key)) {
                events[0]++;
                last.put(new TopicPartition(topic, record.partition()), record.offset());
            }
        });
        return new Found(events[0], last);
    }

    /**
     * Deletes up to the device's last event, as far as the pipeline has read.
     *
     * @param group of the pipeline
     * @return events of the device that are still there
     */
    int delete(Admin admin, String group, Found found) throws IOException, InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (Map.Entry<TopicPartition, Long> each : found.last().entrySet()) {
                OffsetAndMetadata committed = read.get(each.getKey());
                long until = Math.min(each.getValue() + 1, committed == null ? 0 : committed.offset());
                if (until > 0) {
                    TopicWithout.delete(admin, each.getKey(), until);
                }
            }
        } catch (ExecutionException failed) {
            throw new IOException("events cannot be deleted: " + failed.getCause(), failed);
        }
        return find().events();
    }
}
