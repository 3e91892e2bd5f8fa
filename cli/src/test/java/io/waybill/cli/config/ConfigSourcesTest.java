package io.waybill.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void flags_win_over_the_environment_and_it_over_the_file() throws IOException {
        Path file = file("pipeline.threads=1\ntopics.partitions=11\nconsole.port=1111\n");

        Config config = Config.of(ConfigSources.read(
                file,
                Map.of("WAYBILL_TOPICS_PARTITIONS", "22", "WAYBILL_CONSOLE_PORT", "2222"),
                Map.of("console.port", new Given("3333", "flag --port"))));

        assertThat(config.count("pipeline.threads")).isEqualTo(1);
        assertThat(config.count("topics.partitions")).isEqualTo(22);
        assertThat(config.count("console.port")).isEqualTo(3333);
    }

    @Test
    void a_secret_comes_from_a_file_of_the_environment() throws IOException {
        Path secret = Files.writeString(folder.resolve("token"), "  0123456789abcdef\n");

        Map<String, Given> given =
                ConfigSources.read(null, Map.of("WAYBILL_CONSOLE_TOKEN_FILE", secret.toString()), Map.of());

        assertThat(Config.of(given).secret("console.token")).isEqualTo("0123456789abcdef");
    }

    @Test
    void a_file_refers_to_secrets_elsewhere() throws IOException {
        Path properties = Files.writeString(folder.resolve("secret.properties"), "user=me:hunter2\n");
        Files.writeString(folder.resolve("password"), "hunter3\n");
        Path file = file("registry.basic.auth.user.info=${file:" + properties + ":user}\n"
                + "kafka.ssl.key.password=${dir:" + folder + ":password}\n"
                + "console.token=${env:TOKEN}\n"
                + "kafka.client.id=costs ${a} dollar\n");

        Map<String, Given> given = ConfigSources.read(file, Map.of("TOKEN", "0123456789abcdef"), Map.of());

        Config config = Config.of(given);
        assertThat(config.registry().client()).containsEntry("basic.auth.user.info", "me:hunter2");
        assertThat(config.kafkaClients())
                .containsEntry("ssl.key.password", "hunter3")
                .containsEntry("client.id", "costs ${a} dollar");
        assertThat(config.secret("console.token")).isEqualTo("0123456789abcdef");
    }

    @Test
    void says_every_source_that_cannot_be_read() throws IOException {
        Path file = file("console.token=${env:ABSENT}\nkafka.ssl.key.password=${file:/nowhere.properties:x}\n");

        List<String> problems = problems(
                file,
                Map.of(
                        "WAYBILL_CONSOLE_TOKEN_FILE", "/nowhere/token",
                        "WAYBILL_REGISTRY_URL", "http://a",
                        "WAYBILL_REGISTRY_URL_FILE", file.toString()));

        assertThat(problems)
                .hasSize(4)
                .anySatisfy(problem -> assertThat(problem).contains("console.token", "${env:ABSENT}"))
                .anySatisfy(problem -> assertThat(problem).contains("kafka.ssl.key.password", "/nowhere.properties"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("WAYBILL_CONSOLE_TOKEN_FILE", "/nowhere/token does not exist"))
                .anySatisfy(problem -> assertThat(problem).contains("WAYBILL_REGISTRY_URL", "both set"));
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(problems(folder.resolve("absent.properties"), Map.of()))
                .singleElement()
                .asString()
                .contains("absent.properties does not exist");
    }

    @Test
    void variables_of_the_launcher_and_of_others_are_no_settings() {
        assertThat(ConfigSources.read(
                        null,
                        Map.of(
                                "WAYBILL_HEAP", "1g",
                                "WAYBILL_JAVA_OPTIONS", "-Dx",
                                "WAYBILL_DATA", "/captures",
                                "WAYBILL_CONFIG", "/x",
                                "WAYBILL_TEST_IMAGE", "waybill:local",
                                "HOME", "/root"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void a_setting_of_kafka_that_ends_in_file_is_taken_as_it_is() {
        assertThat(ConfigSources.read(
                        null, Map.of("WAYBILL_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "/run/assertion"), Map.of()))
                .extractingByKey("kafka.sasl.oauthbearer.assertion.file")
                .extracting(Given::text)
                .isEqualTo("/run/assertion");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("test.properties"), text);
    }

    private static List<String> problems(Path file, Map<String, String> environment) {
        InvalidConfigurationException refused = catchThrowableOfType(
                InvalidConfigurationException.class, () -> ConfigSources.read(file, environment, Map.of()));
        assertThat(refused).isNotNull();
        return refused.problems();
    }
}
