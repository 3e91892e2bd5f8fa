package io.waybill.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.streams.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana and Prometheus ask for is there. */
class DashboardsTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void asks_for_metrics_that_there_are_and_every_panel_says_what_it_shows(Path file) throws IOException {
        JsonNode dashboard = JSON.readTree(file.toFile());
        Set<Integer> ids = new HashSet<>();
        assertThat(dashboard.path("uid").asText()).startsWith("waybill-");
        for (JsonNode panel : dashboard.path("panels")) {
            String title = file.getFileName() + " " + panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            assertThat(panel.path("description").asText()).as(title).isNotEmpty();
            assertThat(panel.path("targets")).as(title).isNotEmpty();
            panel.path("targets")
                    .forEach(target ->
                            MetricNames.check(title, target.path("expr").asText()));
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void every_alert_has_metrics_a_summary_and_a_paragraph_that_says_what_to_do() throws IOException {
        String operating = Files.readString(Path.of("../docs/operating.md"));
        List<Yaml> rules = Yaml.read(DEPLOY.resolve("prometheus/alerts.yml"))
                .list("groups")
                .get(0)
                .list("rules");
        assertThat(rules).hasSizeGreaterThan(5);
        for (Yaml rule : rules) {
            String name = rule.text("alert");
            MetricNames.check(name, rule.text("expr"));
            assertThat(rule.map("annotations").text("summary")).as(name).isNotEmpty();
            assertThat(rule.map("annotations").text("runbook"))
                    .isEqualTo("docs/operating.md#" + name.toLowerCase(java.util.Locale.ROOT));
            assertThat(operating).contains("\n### " + name + "\n");
            assertThat(rule.map("labels").text("severity")).isIn("critical", "warning", "info");
        }
    }

    @Test
    void every_metric_of_our_own_is_shown_or_alerted_on() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (Path file : dashboards()) {
            JSON.readTree(file.toFile())
                    .findValues("expr")
                    .forEach(expression -> asked.addAll(MetricNames.in(expression.asText())));
        }
        Yaml.read(DEPLOY.resolve("prometheus/alerts.yml"))
                .list("groups")
                .get(0)
                .list("rules")
                .forEach(rule -> asked.addAll(MetricNames.in(rule.text("expr"))));
        for (Metric metric : Metric.values()) {
            assertThat(metric.prometheusNames()).as(metric.id()).containsAnyElementsOf(asked);
        }
    }

    @Test
    void a_wrong_name_or_label_is_found() {
        assertThatThrownBy(() -> MetricNames.check("x", "sum(rate(waybill_record_in_total[5m]))"))
                .hasMessageContaining("there is no metric waybill_record_in_total");
        assertThatThrownBy(() -> MetricNames.check("x", "sum by (device) (waybill_records_in_total)"))
                .hasMessageContaining("there is no label device");
    }

    @Test
    void provisioning_finds_the_dashboards_and_prometheus() throws IOException {
        Yaml source = Yaml.read(DEPLOY.resolve("grafana/provisioning/datasources/prometheus.yml"))
                .list("datasources")
                .get(0);
        Yaml provider = Yaml.read(DEPLOY.resolve("grafana/provisioning/dashboards/waybill.yml"))
                .list("providers")
                .get(0);
        assertThat(source.text("uid")).isEqualTo("prometheus");
        assertThat(source.text("url")).isEqualTo("http://prometheus:9090");
        assertThat(provider.map("options").text("path")).isEqualTo("/var/lib/grafana/dashboards");
        for (Path file : dashboards()) {
            try {
                assertThat(JSON.readTree(file.toFile()).findValuesAsText("uid")).contains("prometheus");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
