package io.waybill.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigSources;
import io.waybill.cli.config.ConfigTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, linted and rendered by Helm. */
class HelmTest {

    private static final String PLAIN = "{}";
    private static final String EVERYTHING = """
        imagePullSecrets: [{name: pull}]
        config: {pipeline.history.ms: 3628800000, pipeline.exactly.once: false, kafka.producer.linger.ms: 20}
        existingSecret: credentials
        existingTlsSecret: tls
        pipeline:
          replicas: 3
          heap: 3g
          maxUnavailable: 50%
          state: {size: 40Gi, storageClass: fast}
          nodeSelector: {disk: ssd}
          tolerations: [{key: fleet, operator: Exists}]
          affinity: {nodeAffinity: {}}
        console:
          store: {size: 1Ti, storageClass: slow}
          service: {type: LoadBalancer, port: 8443}
          nodeSelector: {disk: hdd}
          tolerations: [{key: fleet, operator: Exists}]
          affinity: {podAntiAffinity: {}}
        serviceMonitor: {enabled: true, interval: 1m, labels: {release: prometheus}}
        """;

    private final Chart chart;

    HelmTest(@TempDir Path scratch) {
        chart = new Chart(scratch);
    }

    @Test
    void lint_has_nothing_to_say_against_it() {
        assertThat(Chart.lint().getMessages()).noneMatch(message -> message.matches("(?s).*\\[(WARNING|ERROR)].*"));
        assertThat(Chart.lint().isFailed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"pipeline":{"replicas":0}}              | replicas
        {"pipeline":{"replicas":"two"}}          | replicas
        {"pipeline":{"replica":2}}               | replica
        {"pipeline":{"heap":"lots"}}             | heap
        {"pipeline":{"state":{"size":"ten"}}}    | size
        {"pipeline":{"startupFailureThreshold":0}} | startupFailureThreshold
        {"config":{"kafka.bootstrap.servers":null}} | kafka.bootstrap.servers
        {"config":{"console.token":"z"}}         | console.token
        {"config":{"kafka.ssl.key.password":"z"}} | password
        {"config":{"kafka.sasl.jaas.config":"z"}} | jaas
        {"config":{"topics.prefix":["a"]}}       | topics.prefix
        {"console":{"service":{"port":70000}}}   | port
        {"console":{"service":{"type":"Open"}}}  | type
        {"serviceMonitor":{"interval":"often"}}  | interval
        {"image":{"repository":""}}              | repository
        {"colour":"blue"}                        | colour
        """)
    void refuses_values_that_the_schema_does_not_allow(String values, String what) {
        assertThatThrownBy(() -> chart.render("w", values))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("schema")
                .hasMessageContaining(what);
    }

    @Test
    void the_environment_of_the_pods_is_a_configuration() throws IOException {
        Yaml data =
                named(chart.render("w", EVERYTHING), "ConfigMap", "w-config").map("data");
        Map<String, String> environment = new HashMap<>();
        data.names().forEach(name -> environment.put(name, data.text(name)));

        Config config = Config.of(ConfigSources.read(null, environment, Map.of()));

        assertThat(config.warnings()).isEmpty();
        assertThat(config.number(ConfigTable.HISTORY)).isEqualTo(3_628_800_000L);
        assertThat(config.flag(ConfigTable.EXACTLY_ONCE)).isFalse();
        assertThat(config.text(ConfigTable.BOOTSTRAP_SERVERS)).isEqualTo("kafka:9092");
        assertThat(config.kafkaStreams()).containsEntry("producer.linger.ms", "20");
    }

    @Test
    void what_is_switched_off_is_not_made() throws IOException {
        List<Yaml> objects = chart.render("w", "{topics: {create: false}, console: {enabled: false}}");

        assertThat(objects.stream().map(object -> object.text("kind")))
                .containsExactlyInAnyOrder("ConfigMap", "Service", "StatefulSet", "PodDisruptionBudget");
        assertThat(chart.render("w", PLAIN).stream().map(object -> object.text("kind")))
                .contains("Job")
                .doesNotContain("ServiceMonitor");
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, EVERYTHING})
    void pods_run_without_rights_and_are_asked_how_they_are(String values) throws IOException {
        List<Yaml> objects = chart.render("w", values);

        assertThat(pods(objects)).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.text("automountServiceAccountToken")).isEqualTo("false");
            assertThat(pod.text("enableServiceLinks")).isEqualTo("false");
            assertThat(pod.map("securityContext").text("runAsNonRoot")).isEqualTo("true");
            Yaml container = pod.list("containers").get(0);
            Yaml rights = container.map("securityContext");
            assertThat(rights.text("readOnlyRootFilesystem")).isEqualTo("true");
            assertThat(rights.text("allowPrivilegeEscalation")).isEqualTo("false");
            assertThat(rights.map("capabilities").texts("drop")).containsExactly("ALL");
        });
        for (Yaml set : ofKind(objects, "StatefulSet")) {
            Yaml container = pod(set).list("containers").get(0);
            assertThat(container.map("livenessProbe").map("httpGet").text("path"))
                    .isEqualTo("/health/live");
            assertThat(container.map("readinessProbe").map("httpGet").text("path"))
                    .isEqualTo("/health/ready");
            assertThat(container.names()).contains("startupProbe");
            assertThat(container.map("resources").names()).contains("limits", "requests");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, EVERYTHING})
    void objects_fit_together(String values) throws IOException {
        List<Yaml> objects = chart.render("a-name-that-is-as-long-as-helm-allows-it-to-be-exact", values);
        Map<String, Map<?, ?>> labels = ofKind(objects, "StatefulSet").stream()
                .collect(Collectors.toMap(
                        set -> set.map("metadata").text("name"),
                        set -> set.map("spec")
                                .map("template")
                                .map("metadata")
                                .map("labels")
                                .entries()));

        for (Yaml object : objects) {
            assertThat(object.map("metadata").text("name")).hasSizeLessThanOrEqualTo(63);
        }
        for (Yaml set : ofKind(objects, "StatefulSet")) {
            assertThat(labels.get(set.map("metadata").text("name")).entrySet().containsAll(selector(set)))
                    .isTrue();
            Yaml container = pod(set).list("containers").get(0);
            assertThat(container.list("volumeMounts").stream().map(mount -> mount.text("name")))
                    .containsExactlyInAnyOrderElementsOf(volumes(set));
        }
        Stream.of("Service", "PodDisruptionBudget")
                .flatMap(kind -> ofKind(objects, kind).stream())
                .forEach(object -> assertThat(labels.values())
                        .as(object.toString())
                        .anyMatch(of -> of.entrySet().containsAll(selector(object))));
        for (Yaml service : ofKind(objects, "Service")) {
            Yaml set = named(objects, "StatefulSet", service.map("metadata").text("name"));
            List<String> ports = pod(set).list("containers").get(0).list("ports").stream()
                    .map(port -> port.text("name"))
                    .toList();
            assertThat(ports).contains(service.map("spec").list("ports").get(0).text("targetPort"));
        }
    }

    @Test
    void what_is_asked_for_arrives() throws IOException {
        List<Yaml> objects = chart.render("w", EVERYTHING);
        Yaml set = named(objects, "StatefulSet", "w-pipeline");
        Yaml container = pod(set).list("containers").get(0);
        Yaml claim = set.map("spec").list("volumeClaimTemplates").get(0).map("spec");

        assertThat(set.map("spec").text("replicas")).isEqualTo("3");
        assertThat(pod(set).map("nodeSelector").text("disk")).isEqualTo("ssd");
        assertThat(container.list("env").get(0).text("value")).isEqualTo("3g");
        assertThat(container.list("envFrom").toString()).contains("w-config", "credentials");
        assertThat(claim.text("storageClassName")).isEqualTo("fast");
        assertThat(claim.map("resources").map("requests").text("storage")).isEqualTo("40Gi");
        assertThat(named(objects, "PodDisruptionBudget", "w-pipeline")
                        .map("spec")
                        .text("maxUnavailable"))
                .isEqualTo("50%");
        assertThat(named(objects, "Service", "w-console").map("spec").text("type"))
                .isEqualTo("LoadBalancer");
        List<Yaml> monitors = ofKind(objects, "ServiceMonitor");
        assertThat(monitors).hasSize(2).allSatisfy(monitor -> {
            assertThat(monitor.map("metadata").map("labels").text("release")).isEqualTo("prometheus");
            assertThat(monitor.map("spec").list("endpoints").get(0).text("path"))
                    .isEqualTo("/metrics");
        });
        assertThat(monitors.get(1).toString()).contains("WAYBILL_CONSOLE_TOKEN");
    }

    private static List<Yaml> ofKind(List<Yaml> objects, String kind) {
        return objects.stream()
                .filter(object -> object.text("kind").equals(kind))
                .toList();
    }

    private static Yaml named(List<Yaml> objects, String kind, String name) {
        return ofKind(objects, kind).stream()
                .filter(object -> object.map("metadata").text("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private static List<Yaml> pods(List<Yaml> objects) {
        List<Yaml> pods = new ArrayList<>();
        Stream.of("StatefulSet", "Job").forEach(kind -> ofKind(objects, kind).forEach(object -> pods.add(pod(object))));
        return pods;
    }

    private static Yaml pod(Yaml object) {
        return object.map("spec").map("template").map("spec");
    }

    /** Of the objects that have one directly as well as of those with matchLabels. */
    private static Set<? extends Map.Entry<?, ?>> selector(Yaml object) {
        Yaml selector = object.map("spec").map("selector");
        return (selector.has("matchLabels") ? selector.map("matchLabels") : selector)
                .entries()
                .entrySet();
    }

    private static TreeSet<String> volumes(Yaml set) {
        TreeSet<String> names = new TreeSet<>();
        pod(set).list("volumes").forEach(volume -> names.add(volume.text("name")));
        set.map("spec")
                .list("volumeClaimTemplates")
                .forEach(claim -> names.add(claim.map("metadata").text("name")));
        return names;
    }
}
