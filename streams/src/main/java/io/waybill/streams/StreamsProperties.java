package io.waybill.streams;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings of Kafka Streams and its clients where their defaults do not fit. What has no reason beside it makes batches and
 * requests larger than by default, for throughput.
 */
final class StreamsProperties {

    private StreamsProperties() {}

    static Properties of(PipelineSettings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                settings.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.timing().commitMillis());
        // a store or topic whose name follows from the order of operators is lost when the topology changes
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // the ledger is the cache
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
        // no order is waited for: what comes is counted, and corrected when a profile or an earlier event follows
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        consumer(properties, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        // after kill -9 the group waits this long for the dead member before it goes on without it; a case has no
        // others,
        // and to collect a small heap whole may take longer
        consumer(
                properties,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                settings.timing().judgeContinuously() ? 6_000 : 20_000);
        consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        producer(properties, ProducerConfig.LINGER_MS_CONFIG, 50);
        producer(properties, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 << 20);
        settings.kafka().forEach(properties::put);
        return properties;
    }

    private static void consumer(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.consumerPrefix(key), value);
    }

    private static void producer(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.producerPrefix(key), value);
    }
}
