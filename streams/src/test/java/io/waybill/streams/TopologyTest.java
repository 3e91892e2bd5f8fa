package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RegistrySettings;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/** The shape of the pipeline, word for word: names of operators, stores and internal topics are state that must not move. */
class TopologyTest {

    @Test
    void isAsItWas() throws IOException {
        PipelineSettings settings = PipelineSettings.live("nowhere:1", "mock://topology", 4, 1, Path.of("unused"));
        Properties properties = StreamsProperties.of(settings);
        SchemaRegistryClient registry = RegistrySettings.at("mock://topology").connect();

        Topology topology =
                new FleetTopology(settings, properties, registry, PackedLocator.bundled(), DetectorSuite.ALL).get();

        assertThat(described(topology)).isEqualTo(golden());
    }

    /** Order of topics within a source, and the identity of lambdas, are no part of the shape. */
    private static String described(Topology topology) {
        return topology.describe()
                .toString()
                .replaceAll("extractor class: [^)]*", "extractor class: any")
                .replaceAll("topics: \\[[^]]*profile[^]]*]", "topics: [inputs]")
                .strip();
    }

    private static String golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(TopologyTest.class.getResourceAsStream("topology.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
