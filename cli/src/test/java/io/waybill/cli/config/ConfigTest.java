package io.waybill.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.console.Access;
import io.waybill.console.ConsoleSettings;
import io.waybill.streams.PipelineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
        kafka.bootstrap.servers,             127.0.0.1:9092
        registry.url,                        http://127.0.0.1:8081
        registry.auto.register,              true
        topics.prefix,                       ''
        topics.partitions,                   4
        data.dir,                            waybill-data
        embedded.broker.port,                9092
        embedded.registry.port,              8081
        pipeline.application.id,             waybill
        pipeline.threads,                    2
        ip.data,                             ''
        pipeline.window.ms,                  3600000
        pipeline.history.ms,                 3628800000
        pipeline.max.destinations.per.device, 10000
        pipeline.max.destinations,           200000
        pipeline.max.devices,                250000
        pipeline.max.named.devices,          500000
        pipeline.contacts.heap.mb,           0
        pipeline.max.contacts.per.window,    4096
        pipeline.earliest.ms,                946684800000
        pipeline.lateness.ms,                120000
        pipeline.idle.ms,                    60000
        pipeline.commit.ms,                  250
        pipeline.look.ms,                    25
        pipeline.exactly.once,               true
        console.bind.address,                127.0.0.1
        console.port,                        8080
        console.identity.header,             ''
        console.read.only,                   false
        console.trusted.proxies,             '127.0.0.1,::1'
        health.bind.address,                 127.0.0.1
        health.port,                         8082
        health.watermark.stuck.ms,           600000
        alerts.send.to,                      ''
        alerts.send.secret.file,             ''
        alerts.send.least.severity,          informational
        """)
    void default_of(String name, String value) {
        assertThat(Config.defaults().text(name)).isEqualTo(value);
    }

    @Test
    void there_is_a_test_for_every_default() {
        int tested = 36;
        int withoutDefault = 1;
        assertThat(ConfigTable.DEFINITION.names()).hasSize(tested + withoutDefault);
        assertThat(Config.defaults().secret("console.token")).isNull();
    }

    @Test
    void the_pipeline_by_default_is_the_live_one() {
        PipelineSettings live =
                PipelineSettings.live("127.0.0.1:9092", "http://127.0.0.1:8081", 3, 2, Path.of("waybill-data/streams"));

        assertThat(Parts.pipeline(Config.defaults(), 3)).isEqualTo(live);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        topics.partitions        | 0              | Value must be at least 1
        topics.partitions        | many           | Not a number
        pipeline.window.ms       | 10             | Value must be at least 1000
        pipeline.exactly.once    | perhaps        | true or false
        console.port             | 70000          | no more than 65535
        registry.url             | ''             | non-empty
        kafka.bootstrap.servers  | ''             | not be empty
        topics.prefix            | no dot         | ending in '.'
        alerts.send.least.severity | awful        | informational
        pipeline.thread          | 2              | is 'pipeline.threads' meant?
        colour                   | blue           | there is no setting 'colour'
        """)
    void refuses(String name, String value, String reason) {
        InvalidConfigurationException refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Config.of(Map.of(name, new Given(value, "test.properties"))));

        assertThat(refused).isNotNull();
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains(name, "test.properties", reason));
    }

    @Test
    void says_all_that_is_wrong_at_once() {
        InvalidConfigurationException refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Config.of(given("pipeline.threads", "-1", "console.port", "x", "nonsense", "1")));

        assertThat(refused.problems()).hasSize(3);
    }

    @Test
    void what_stands_alone_may_not_stand_together() {
        Config open = Config.of(given("console.bind.address", "0.0.0.0"));
        Config shortHistory = Config.of(given("pipeline.window.ms", "3600000", "pipeline.history.ms", "60000"));
        Config guarded = Config.of(given("console.bind.address", "0.0.0.0", "console.token", "0123456789abcdef"));

        assertThat(Parts.problems(open)).singleElement().asString().contains("set a token");
        assertThat(Parts.problems(shortHistory)).singleElement().asString().contains("history of at least one window");
        assertThat(Parts.problems(guarded)).isEmpty();
        assertThat(Parts.problems(Config.defaults())).isEmpty();
    }

    @Test
    void passes_through_what_kafka_and_the_registry_are_to_have() {
        Config config = Config.of(given(
                "kafka.security.protocol", "SASL_SSL",
                "kafka.producer.linger.ms", "20",
                "kafka.main.consumer.fetch.min.bytes", "7",
                "kafka.streams.num.standby.replicas", "1",
                "registry.basic.auth.user.info", "me:pw",
                "registry.ssl.truststore.location", "/trust.p12"));

        assertThat(config.kafkaClients()).isEqualTo(Map.of("security.protocol", "SASL_SSL"));
        assertThat(config.kafkaStreams())
                .isEqualTo(Map.of(
                        "security.protocol", "SASL_SSL",
                        "producer.linger.ms", "20",
                        "main.consumer.fetch.min.bytes", "7",
                        "num.standby.replicas", "1"));
        assertThat(config.registry().client())
                .isEqualTo(Map.of(
                        "basic.auth.user.info", "me:pw", "schema.registry.ssl.truststore.location", "/trust.p12"));
        assertThat(config.warnings()).isEmpty();
        ConsoleSettings console = Parts.console(config, "test");
        assertThat(console.kafka()).containsKey("security.protocol");
        assertThat(console.registry()).containsKey("basic.auth.user.info");
    }

    @Test
    void says_who_may_use_the_console_and_for_what() {
        Access usual = Parts.console(Config.of(given()), "test").access();
        assertThat(usual).isEqualTo(Access.LOCAL.withTrustedProxies(Set.of("127.0.0.1", "::1")));

        Access behindProxy = Parts.console(
                        Config.of(given(
                                "console.bind.address", "0.0.0.0",
                                "console.identity.header", "X-Forwarded-User",
                                "console.trusted.proxies", "10.0.0.7,10.0.0.8",
                                "console.read.only", "true")),
                        "test")
                .access();
        assertThat(behindProxy.identityHeader()).isEqualTo("X-Forwarded-User");
        assertThat(behindProxy.trustedProxies()).containsExactlyInAnyOrder("10.0.0.7", "10.0.0.8");
        assertThat(behindProxy.readOnly()).isTrue();
    }

    @Test
    void mentions_what_no_client_of_kafka_knows() {
        Config config = Config.of(given("kafka.security.protocoll", "SSL"));

        assertThat(config.warnings()).singleElement().asString().contains("security.protocoll");
        assertThat(config.kafkaClients()).containsKey("security.protocoll");
    }

    @Test
    void a_strange_variable_of_the_environment_is_no_error() {
        Config config = Config.of(Map.of("pipeline.thread", new Given("2", "environment WAYBILL_PIPELINE_THREAD")));

        assertThat(config.warnings()).singleElement().asString().contains("is 'pipeline.threads' meant?");
    }

    @Test
    void shows_every_setting_and_who_gave_it_and_no_secret() {
        Config config = Config.of(Map.of(
                "console.token", new Given("0123456789-secret", "environment WAYBILL_CONSOLE_TOKEN"),
                "kafka.sasl.jaas.config", new Given("x password=\"hunter2\";", "a.properties"),
                "registry.basic.auth.user.info", new Given("me:hunter2", "a.properties"),
                "topics.partitions", new Given("8", "flag --partitions")));

        String dump = config.dump();

        assertThat(dump)
                .contains(
                        "# environment WAYBILL_CONSOLE_TOKEN\nconsole.token=[hidden]\n",
                        "# flag --partitions\ntopics.partitions=8\n",
                        "kafka.sasl.jaas.config=[hidden]",
                        "registry.basic.auth.user.info=[hidden]",
                        "# defaults\n")
                .doesNotContain("hunter2", "0123456789-secret");
        ConfigTable.DEFINITION.names().forEach(name -> assertThat(dump).contains(name + "="));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.ssl.key.password, true",
        "kafka.ssl.keystore.key, true",
        "kafka.sasl.jaas.config, true",
        "kafka.ssl.keystore.location, false",
        "kafka.ssl.truststore.password, true",
        "kafka.sasl.oauthbearer.client.credentials.client.secret, true",
        "kafka.sasl.oauthbearer.token.endpoint.url, false",
        "registry.bearer.auth.token, true",
        "registry.basic.auth.user.info, true",
        "kafka.security.protocol, false",
        "console.token, true",
        "console.port, false"
    })
    void is_secret(String name, boolean secret) {
        assertThat(Secrets.isSecret(name)).isEqualTo(secret);
    }

    @Test
    void no_message_shows_what_was_given() {
        assertThat(new Given("hunter2", "a.properties")).hasToString("given by a.properties");
        List<String> problems = catchThrowableOfType(
                        InvalidConfigurationException.class,
                        () -> Config.of(given("kafka.bootstrap.servers", "", "console.token", "hunter2")))
                .problems();
        assertThat(problems).noneMatch(problem -> problem.contains("hunter2"));
    }

    private static Map<String, Given> given(String... namesAndValues) {
        Map<String, Given> given = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], new Given(namesAndValues[i + 1], "test.properties"));
        }
        return given;
    }

    @Test
    void what_is_set_for_others_is_not_used_with_a_broker_of_this_process() {
        Map<String, Given> given = new TreeMap<>();
        Map.of(
                        "kafka.security.protocol", "SASL_SSL",
                        "kafka.sasl.jaas.config", "a-password",
                        "kafka.ssl.truststore.location", "/nowhere",
                        "kafka.producer.linger.ms", "20",
                        "registry.basic.auth.user.info", "a-password",
                        "registry.auto.register", "false",
                        "kafka.bootstrap.servers", "far:9092",
                        "topics.prefix", "mine.")
                .forEach((name, value) -> given.put(name, new Given(value, "file")));

        Config here = Config.of(given).forEmbedded("127.0.0.1:1", "http://127.0.0.1:2");

        assertThat(here.text(ConfigTable.BOOTSTRAP_SERVERS)).isEqualTo("127.0.0.1:1");
        assertThat(here.registry().url()).isEqualTo("http://127.0.0.1:2");
        assertThat(here.registry().client()).isEmpty();
        assertThat(here.kafkaClients()).isEmpty();
        assertThat(here.kafkaStreams()).containsOnly(Map.entry("producer.linger.ms", "20"));
        assertThat(here.flag(ConfigTable.REGISTRY_AUTO_REGISTER)).isFalse();
        assertThat(here.text(ConfigTable.TOPICS_PREFIX)).isEqualTo("mine.");
        assertThat(here.dump()).contains("# this process").doesNotContain("a-password");
    }
}
