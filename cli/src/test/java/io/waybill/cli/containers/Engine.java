package io.waybill.cli.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The Docker engine of this machine and the images the tests run; {@code .ci/run} provides both. */
final class Engine {

    private static final String KAFKA = "WAYBILL_TEST_KAFKA_IMAGE";
    private static final String OWN = "WAYBILL_TEST_IMAGE";

    private Engine() {}

    /** Skips the calling test where there is no engine. In CI that is a failure: {@code .ci/run} takes no skip from here. */
    static void require() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "containers: no Docker engine answers; 'apt-get install docker.io' and dockerd give one");
    }

    /** A Kafka broker: the official image, or a stand-in that was built here. */
    static DockerImageName kafka() {
        return DockerImageName.parse(named(KAFKA, "apache/kafka:4.3.1")).asCompatibleSubstituteFor("apache/kafka");
    }

    /** The project's own image; skips where none was named. */
    static DockerImageName own() {
        String image = named(OWN, "");
        assumeTrue(
                !image.isEmpty(),
                "containers: $" + OWN
                        + " names no image; 'docker build -f deploy/image/Dockerfile -t waybill:local .' makes one");
        return DockerImageName.parse(image);
    }

    private static String named(String variable, String otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
