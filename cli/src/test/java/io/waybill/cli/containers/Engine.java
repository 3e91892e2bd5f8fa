package io.waybill.cli.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The Docker engine of this machine and the images the tests run; {@code .ci/run} provides both. */
final class Engine {

    private static final String KAFKA = "WAYBILL_TEST_KAFKA_IMAGE";
    private static final String OWN = "WAYBILL_TEST_IMAGE";

    private Engine() {}

    /**
     * Skips the calling test where there is no engine or no image was named: an image that is not there would be fetched, and not
     * every machine may. In CI a skip is a failure: {@code .ci/containers} takes none.
     */
    static void require() {
        named(KAFKA, "apache/kafka:4.2.1 is the official one, deploy/standin/build makes another");
        named(OWN, "'docker build -f deploy/image/Dockerfile -t waybill:local .' makes one");
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "containers: no Docker engine answers; 'apt-get install docker.io' and dockerd give one");
    }

    /** A Kafka broker: the official image, or a stand-in that was built here. */
    static DockerImageName kafka() {
        return DockerImageName.parse(named(KAFKA, "")).asCompatibleSubstituteFor("apache/kafka");
    }

    /** The project's own image. */
    static DockerImageName own() {
        return DockerImageName.parse(named(OWN, ""));
    }

    private static String named(String variable, String advice) {
        String value = System.getenv(variable);
        assumeTrue(value != null && !value.isEmpty(), "containers: $" + variable + " names no image; " + advice);
        return String.valueOf(value);
    }
}
