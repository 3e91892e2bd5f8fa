package io.waybill.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigSources;
import io.waybill.cli.config.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose file, as far as it can be checked without an engine; {@code .ci/run} starts it. */
class ComposeTest {

    private static final Path ROOT = Path.of("..");

    private final Yaml compose = Yaml.read(ROOT.resolve("docker-compose.yml"));
    private final Yaml services = compose.map("services");

    ComposeTest() throws IOException {}

    @Test
    void has_every_part() {
        assertThat(services.names())
                .contains(
                        "kafka",
                        "registry",
                        "topics",
                        "pipeline",
                        "console",
                        "prometheus",
                        "grafana",
                        "kafka-ui",
                        "feed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "pipeline", "console", "feed"})
    void our_own_run_without_root_rights_on_a_root_that_cannot_be_written(String name) {
        Yaml service = services.map(name);

        assertThat(service.value("read_only")).isEqualTo(true);
        assertThat(service.texts("cap_drop")).containsExactly("ALL");
        assertThat(service.texts("security_opt")).containsExactly("no-new-privileges:true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "pipeline", "console", "feed"})
    void what_the_environment_says_is_a_valid_configuration(String name) {
        Map<String, String> environment = new TreeMap<>();
        Yaml given = services.map(name).map("environment");
        given.names().forEach(key -> environment.put(key, withDefault(given.text(key))));

        Config config = Config.of(ConfigSources.read(null, environment, Map.of()));

        assertThat(config.warnings()).isEmpty();
        assertThat(Parts.problems(config)).isEmpty();
        assertThat(config.text("kafka.bootstrap.servers")).isEqualTo("kafka:9092");
    }

    @Test
    void everything_is_published_on_the_loopback_address_alone() {
        for (String name : services.names()) {
            if (services.map(name).has("ports")) {
                assertThat(services.map(name).texts("ports")).allMatch(port -> port.startsWith("127.0.0.1:"), name);
            }
        }
    }

    @Test
    void volumes_are_declared_and_folders_are_there() {
        for (String name : services.names()) {
            List<String> volumes =
                    services.map(name).has("volumes") ? services.map(name).texts("volumes") : List.of();
            for (String volume : volumes) {
                String source = volume.split(":")[0];
                if (source.startsWith("./")) {
                    assertThat(ROOT.resolve(source)).as(name).isDirectory();
                } else {
                    assertThat(compose.map("volumes").names()).as(name).contains(source);
                }
            }
        }
    }

    @Test
    void images_of_others_have_a_version_and_can_be_exchanged() {
        for (String name : services.names()) {
            String image = services.map(name).text("image");
            assertThat(image).as(name).matches("\\$\\{WAYBILL_[A-Z_]+:-[^}]+:[^}]+}");
            assertThat(image.endsWith(":latest}") && !image.startsWith("${WAYBILL_IMAGE"))
                    .as(name + " has a version: " + image)
                    .isFalse();
        }
    }

    @Test
    void the_pipeline_has_no_name_and_no_port_of_its_own_so_that_there_can_be_several() {
        assertThat(services.map("pipeline").has("container_name")).isFalse();
        assertThat(services.map("pipeline").has("ports")).isFalse();
        assertThat(services.map("pipeline").has("volumes")).isFalse();
    }

    @Test
    void prometheus_shows_the_token_that_the_console_wants() throws IOException {
        String token = withDefault(services.map("console").map("environment").text("WAYBILL_CONSOLE_TOKEN"));

        assertThat(Files.readString(ROOT.resolve("deploy/prometheus/prometheus.yml")))
                .contains("credentials: " + token + "\n");
    }

    private static String withDefault(String text) {
        return text.replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1");
    }
}
