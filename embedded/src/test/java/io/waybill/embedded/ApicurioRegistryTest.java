package io.waybill.embedded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against Apicurio, which operators run. It needs a Java of 21 or more and 158 MB that are fetched on demand, so it
 * is skipped, with the reason, where either is missing; {@code deploy/standin/apicurio} fetches it.
 */
@Tag("apicurio")
@Tag("slow")
class ApicurioRegistryTest extends RegistryContract {

    private static final int LEAST_JAVA = 21;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path ARCHIVE = Path.of(
            System.getProperty("user.home"),
            ".m2/repository/io/apicurio/apicurio-registry-app/3.3.3/apicurio-registry-app-3.3.3-all.tar.gz");

    @TempDir
    static Path folder = Path.of("");

    private static @Nullable Process process;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> java = newJava();
        assumeTrue(java.isPresent(), "apicurio: there is no Java of " + LEAST_JAVA + " or more; Debian 12 has none");
        assumeTrue(Files.exists(ARCHIVE), "apicurio: it was not fetched; deploy/standin/apicurio does");
        new ProcessBuilder("tar", "xzf", ARCHIVE.toString(), "-C", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        port = Ports.free();
        ProcessBuilder builder = new ProcessBuilder(java.get().toString(), "-Xmx512m", "-jar", "quarkus-run.jar")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("apicurio.log").toFile());
        builder.environment().put("QUARKUS_HTTP_HOST", Ports.LOOPBACK);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", Ports.LOOPBACK);
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        process = builder.start();
        Awaitility.await("Apicurio answers").atMost(PATIENCE).ignoreExceptions().until(ApicurioRegistryTest::answers);
    }

    private static boolean answers() throws IOException, InterruptedException {
        URI subjects = URI.create(address() + "/subjects");
        return HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(subjects).build(), BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    /** Of this process, or one that a package put where packages put them. */
    private static Optional<Path> newJava() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        Path places = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(places)) {
            return Optional.of(own).filter(ApicurioRegistryTest::isNew).map(ApicurioRegistryTest::java);
        }
        try (Stream<Path> homes = Files.list(places)) {
            return Stream.concat(Stream.of(own), homes.sorted())
                    .filter(ApicurioRegistryTest::isNew)
                    .findFirst()
                    .map(ApicurioRegistryTest::java);
        }
    }

    private static Path java(Path home) {
        return home.resolve("bin/java");
    }

    private static boolean isNew(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                    .anyMatch(version -> Integer.parseInt(version) >= LEAST_JAVA);
        } catch (IOException e) {
            return false;
        }
    }

    private static String address() {
        return "http://" + Ports.LOOPBACK + ":" + port + "/apis/ccompat/v7";
    }

    @Override
    String url() {
        return address();
    }
}
