package io.waybill.benchmarks.contend;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** What an instance has of the work of its group. */
final class Shares {

    private Shares() {}

    /**
     * Whether the group has assigned it partitions, whatever the protocol of the group. While an instance is paused it is not
     * running, and its threads do not tell of their tasks; the consumers that take its input do.
     */
    static boolean any(KafkaStreams streams) {
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            if (metric.getKey().name().equals("assigned-partitions")
                    && takesInput(metric.getKey().tags().getOrDefault("client-id", ""))
                    && ((Number) metric.getValue().metricValue()).doubleValue() > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean takesInput(String client) {
        return client.endsWith("-consumer") && !client.endsWith("-restore-consumer");
    }
}
