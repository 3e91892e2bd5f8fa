package io.waybill.benchmarks.flink;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.Peer;
import io.waybill.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Contender (i): the counts of the pipeline as a job of Apache Flink in this process, with state on the heap, checkpoints on disk and
 * exactly-once to the topics. Repeats by event id, firmware as of the time, distinct devices, the place of the majority, denominators
 * and corrections by late events are in it, so its tables are those of the others.
 *
 * <p>Profiles and lifecycle have to be complete before the first event, as for the loop by hand. Parallelism is {@link
 * Arena#threads()}; whatever that is, reading, recognising repeats and adding up run in threads of their own.
 */
public final class FlinkCounts implements Peer {

    private static final Duration WINDOW = Duration.ofHours(1);

    /** How long events are waited for, and how long they correct what was published: as in the pipeline. */
    private static final Duration LATENESS = Duration.ofMinutes(2);

    private static final Duration HISTORY = Duration.ofDays(42);

    /** The pipeline commits every five seconds. A checkpoint of state on the heap writes all of it, so this favours Flink. */
    private static final String CHECKPOINTS = "30 s";

    /** Below what a broker allows at most. */
    private static final int TRANSACTION_MILLIS = 600_000;

    @Override
    public void run(Arena arena) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(arena.threads(), configuration(arena));
        SingleOutputStreamOperator<Contact> contacts = env.fromSource(
                        source(arena),
                        WatermarkStrategy.<Contact>forBoundedOutOfOrderness(LATENESS)
                                .withTimestampAssigner((contact, fromBroker) -> contact.time),
                        "connections")
                .keyBy(contact -> contact.device, Types.STRING)
                .process(new Once(), TypeInformation.of(Contact.class));
        DataStream<Published> counts = rows(arena, contacts, Key.ROW, "counts");
        DataStream<Published> activity = rows(arena, contacts, Key.COHORT, "activity");
        counts.union(activity).sinkTo(sink(arena)).name("tables");
        env.execute(arena.applicationId());
    }

    /** What is added up under one key; without destination for the denominators. */
    private enum Key implements KeySelector<Contact, Tuple5<String, String, String, String, Integer>> {
        ROW {
            @Override
            public Tuple5<String, String, String, String, Integer> getKey(Contact contact) {
                return Tuple5.of(contact.maker, contact.model, contact.firmware, contact.destination, contact.kind);
            }
        },
        COHORT {
            @Override
            public Tuple5<String, String, String, String, Integer> getKey(Contact contact) {
                return Tuple5.of(contact.maker, contact.model, contact.firmware, "", 0);
            }
        }
    }

    private static DataStream<Published> rows(
            Arena arena, SingleOutputStreamOperator<Contact> contacts, Key key, String name) {
        return contacts.keyBy(key, Types.TUPLE(Types.STRING, Types.STRING, Types.STRING, Types.STRING, Types.INT))
                .window(TumblingEventTimeWindows.of(WINDOW))
                .allowedLateness(HISTORY)
                .aggregate(
                        new AddUp(),
                        new Rows(arena),
                        TypeInformation.of(Sums.class),
                        TypeInformation.of(Sums.class),
                        TypeInformation.of(Published.class))
                .name(name);
    }

    private static Configuration configuration(Arena arena) {
        return Configuration.fromMap(Map.of(
                "state.backend.type", "hashmap",
                "execution.checkpointing.interval", CHECKPOINTS,
                "execution.checkpointing.dir", arena.stateDir().toUri().toString(),
                "pipeline.object-reuse", "true",
                "restart-strategy.type", "disable",
                "taskmanager.memory.network.min", "128m",
                "taskmanager.memory.network.max", "128m",
                "rest.address", "127.0.0.1",
                "rest.port", "0"));
    }

    /** The consumer has the pipeline's sizes. */
    private static KafkaSource<Contact> source(Arena arena) {
        return KafkaSource.<Contact>builder()
                .setBootstrapServers(arena.bootstrapServers())
                .setTopics(Arena.name(Topic.CONNECTION))
                .setGroupId(arena.applicationId())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setProperty("max.poll.records", "5000")
                .setProperty("max.partition.fetch.bytes", Integer.toString(4 << 20))
                .setDeserializer(new ContactReader(arena))
                .build();
    }

    /** So has the producer. */
    private static KafkaSink<Published> sink(Arena arena) {
        Properties producer = new Properties();
        producer.put("transaction.timeout.ms", Integer.toString(TRANSACTION_MILLIS));
        producer.put("batch.size", Integer.toString(256 << 10));
        producer.put("linger.ms", "50");
        producer.put("compression.type", "lz4");
        KafkaRecordSerializationSchema<Published> asItIs =
                (row, context, time) -> new ProducerRecord<>(row.topic, row.key, row.value);
        return KafkaSink.<Published>builder()
                .setBootstrapServers(arena.bootstrapServers())
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(arena.applicationId())
                .setRecordSerializer(asItIs)
                .build();
    }
}
