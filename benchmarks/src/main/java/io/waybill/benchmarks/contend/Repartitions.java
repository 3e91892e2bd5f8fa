package io.waybill.benchmarks.contend;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** What an application sends through the broker to itself. */
final class Repartitions {

    private Repartitions() {}

    /** Bytes of keys and values that its sinks wrote to its repartition topics, before compression. */
    static long bytes(KafkaStreams streams) {
        double total = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            String topic = metric.getKey().tags().getOrDefault("topic", "");
            if (metric.getKey().name().equals("bytes-produced-total") && topic.endsWith("-repartition")) {
                total += ((Number) metric.getValue().metricValue()).doubleValue();
            }
        }
        return (long) total;
    }
}
