package io.waybill.streams;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.embedded.EmbeddedRegistry;
import io.waybill.streams.Fleets.Fleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on a Kafka that is not in this process, set up as its image sets it up. */
@Tag("containers")
@Tag("slow")
class FinalTablesOnContainerisedKafkaTest extends FinalTablesContract {

    @Override
    Pipelines open(Path folder) throws Exception {
        String image = System.getenv().getOrDefault("WAYBILL_TEST_KAFKA_IMAGE", "");
        assumeTrue(
                !image.isEmpty(),
                "containers: $WAYBILL_TEST_KAFKA_IMAGE names no image; apache/kafka:4.2.1 is the official one");
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "containers: no Docker engine answers; 'apt-get install docker.io' and dockerd give one");
        KafkaContainer kafka = new KafkaContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"))
                // Cases are as old as their captures.
                .withEnv("KAFKA_LOG_MESSAGE_TIMESTAMP_BEFORE_MAX_MS", Long.toString(Long.MAX_VALUE))
                .withEnv("KAFKA_LOG_MESSAGE_TIMESTAMP_AFTER_MAX_MS", Long.toString(Long.MAX_VALUE));
        kafka.start();
        EmbeddedRegistry registry =
                EmbeddedRegistry.start(Map.of("bootstrap.servers", kafka.getBootstrapServers()), "127.0.0.1", 0);
        Pipelines on = new BrokerPipelines(kafka.getBootstrapServers(), registry.url(), folder);
        return new Pipelines() {
            @Override
            public FinalTables run(String name, Shape shape, Fleet fleet, Arrival arrival, long seed) throws Exception {
                return on.run(name, shape, fleet, arrival, seed);
            }

            @Override
            public void close() {
                registry.close();
                kafka.stop();
            }
        };
    }

    @Override
    List<Variation> variations() {
        return List.of(
                new Variation(new Shape(3, 2, 1, false), Arrival.SHUFFLED_PROFILES_LAST, SEED),
                new Variation(new Shape(2, 1, 2, true), Arrival.DAYS_LATE, SEED + 1));
    }
}
