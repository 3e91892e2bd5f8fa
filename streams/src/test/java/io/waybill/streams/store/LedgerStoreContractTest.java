package io.waybill.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link LedgerStore} relies on inside Kafka Streams: that stores are told before each commit, that a processor may forward
 * then, and that what is logged then reaches the changelog. An upgrade that changes any of it fails here.
 */
class LedgerStoreContractTest {

    private static final String APPLICATION = "contract";
    private static final String STORE = "words";

    /** Counts words. */
    private static final class Words implements Ledger {
        private final TreeMap<String, Long> counts = new TreeMap<>();
        private final TreeSet<String> changed = new TreeSet<>();

        void add(String word) {
            counts.merge(word, 1L, Long::sum);
            changed.add(word);
        }

        @Override
        public void restore(byte[] key, byte @Nullable [] value) {
            String count = new String(Objects.requireNonNull(value), StandardCharsets.UTF_8);
            counts.put(new String(key, StandardCharsets.UTF_8), Long.parseLong(count));
        }

        @Override
        public void writeChanges(Changelog changelog) {
            for (String word : changed) {
                changelog.write(
                        word.getBytes(StandardCharsets.UTF_8),
                        String.valueOf(counts.get(word)).getBytes(StandardCharsets.UTF_8));
            }
            changed.clear();
        }

        @Override
        public long size() {
            return counts.size();
        }
    }

    /** Takes words and forwards the totals of the changed ones before each commit, none while processing. */
    private static final class Counting implements Processor<String, String, String, String> {
        private @Nullable ProcessorContext<String, String> context;
        private @Nullable LedgerStore<Words> store;

        @Override
        public void init(ProcessorContext<String, String> processorContext) {
            context = processorContext;
            store = processorContext.getStateStore(STORE);
            Objects.requireNonNull(store).beforeCommit(this::tell);
        }

        @Override
        public void process(Record<String, String> record) {
            Objects.requireNonNull(store).ledger().add(record.value());
        }

        private void tell() {
            Words words = Objects.requireNonNull(store).ledger();
            for (String word : words.changed) {
                Objects.requireNonNull(context).forward(new Record<>(word, String.valueOf(words.counts.get(word)), 0L));
            }
        }
    }

    @Test
    void beforeACommitTheProcessorForwardsAndChangesReachTheChangelog(@TempDir java.nio.file.Path folder) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                APPLICATION,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "nowhere:1",
                StreamsConfig.STATE_DIR_CONFIG,
                folder.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2));
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties)) {
            var strings = Serdes.String();
            var input = driver.createInputTopic("in", strings.serializer(), strings.serializer());
            input.pipeInput("k", "a");
            input.pipeInput("k", "b");
            input.pipeInput("k", "a");

            var told = driver.createOutputTopic("out", strings.deserializer(), strings.deserializer());
            var logged = driver.createOutputTopic(
                    APPLICATION + "-" + STORE + "-changelog", strings.deserializer(), strings.deserializer());
            assertThat(told.readKeyValuesToMap()).isEqualTo(Map.of("a", "2", "b", "1"));
            assertThat(logged.readKeyValuesToMap()).isEqualTo(Map.of("a", "2", "b", "1"));
        }
    }

    private static Topology topology() {
        var strings = Serdes.String();
        return new Topology()
                .addSource("source", strings.deserializer(), strings.deserializer(), "in")
                .addProcessor("count", Counting::new, "source")
                .addStateStore(new LedgerStoreBuilder<>(STORE, Words::new), "count")
                .addSink("sink", "out", strings.serializer(), strings.serializer(), "count");
    }
}
