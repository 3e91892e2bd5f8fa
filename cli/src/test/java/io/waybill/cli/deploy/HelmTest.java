package io.waybill.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart without Helm: its values against their schema, and its templates as far as they can be read without rendering them.
 */
class HelmTest {

    private static final Path CHART = Path.of("../deploy/helm/waybill");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACTION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\.Values\\.([A-Za-z0-9.]+)");
    private static final Pattern INCLUDED = Pattern.compile("include \"([^\"]+)\"");
    private static final Pattern DEFINED = Pattern.compile("define \"([^\"]+)\"");

    private final Yaml values = Yaml.read(CHART.resolve("values.yaml"));

    HelmTest() throws IOException {}

    static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(CHART.resolve("templates"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void the_default_values_are_valid() throws IOException {
        assertThat(problems(JSON.writeValueAsString(values.entries()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"pipeline":{"replicas":0}}                             | replicas
        {"pipeline":{"replicas":"two"}}                         | replicas
        {"pipeline":{"replica":2,"replicas":1}}                 | replica
        {"pipeline":{"replicas":1,"heap":"lots"}}               | heap
        {"pipeline":{"replicas":1,"state":{"size":"ten"}}}      | size
        {"config":{"registry.url":"x"}}                         | kafka.bootstrap.servers
        {"config":{"kafka.bootstrap.servers":"x","registry.url":"y","console.token":"z"}} | console.token
        {"config":{"kafka.bootstrap.servers":"x","registry.url":"y","kafka.ssl.key.password":"z"}} | password
        {"serviceMonitor":{"interval":"often"}}                 | interval
        {"image":{"repository":""}}                             | repository
        {"colour":"blue"}                                       | colour
        """)
    void refuses(String change, String what) throws IOException {
        Map<String, Object> changed = new TreeMap<>();
        values.entries().forEach((name, value) -> changed.put(String.valueOf(name), value));
        Map<?, ?> given = JSON.readValue(change, Map.class);
        given.forEach((name, value) -> changed.put(String.valueOf(name), value));

        assertThat(problems(JSON.writeValueAsString(changed)))
                .isNotEmpty()
                .anySatisfy(problem -> assertThat(problem).contains(what));
    }

    @Test
    void the_default_configuration_is_one() {
        Map<String, Given> given = new TreeMap<>();
        Yaml config = values.map("config");
        config.names().forEach(name -> given.put(name, new Given(config.text(name), "values.yaml")));

        assertThat(Config.of(given).warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void actions_are_balanced_and_every_value_has_a_default(Path template) throws IOException {
        String text = Files.readString(template);
        int depth = 0;
        Matcher actions = ACTION.matcher(text);
        while (actions.find()) {
            String action = actions.group(1);
            if (action.matches("(?s)(if|with|range|define) .*")) {
                depth++;
            } else if (action.equals("end")) {
                depth--;
            }
            assertThat(depth).as(template + ": " + action).isNotNegative();
            Matcher value = VALUE.matcher(action);
            while (value.find()) {
                assertThat(isValue(value.group(1)))
                        .as(template + ": values.yaml has no " + value.group(1))
                        .isTrue();
            }
        }
        assertThat(depth).as(template.toString()).isZero();
        assertThat(ACTION.matcher(text).replaceAll("")).as(template.toString()).doesNotContain("{{", "}}");
    }

    private boolean isValue(String path) {
        Yaml at = values;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            at = at.map(names[i]);
        }
        return at.has(names[names.length - 1]);
    }

    @Test
    void every_named_template_that_is_included_is_defined() throws IOException {
        Set<String> defined = new TreeSet<>();
        Set<String> included = new TreeSet<>();
        for (Path template : templates()) {
            String text = Files.readString(template);
            DEFINED.matcher(text).results().forEach(match -> defined.add(match.group(1)));
            INCLUDED.matcher(text).results().forEach(match -> included.add(match.group(1)));
        }
        assertThat(included).isNotEmpty();
        assertThat(defined).containsAll(included);
    }

    @Test
    void has_the_kinds_of_objects_that_a_pipeline_with_state_needs() throws IOException {
        Map<String, List<Yaml>> kinds = new TreeMap<>();
        for (Yaml object : objects()) {
            kinds.computeIfAbsent(object.text("kind"), any -> new ArrayList<>()).add(object);
        }

        assertThat(kinds.keySet())
                .contains("ConfigMap", "Job", "Service", "StatefulSet", "PodDisruptionBudget", "ServiceMonitor");
        for (Yaml set : kinds.getOrDefault("StatefulSet", List.of())) {
            Yaml spec = set.map("spec");
            assertThat(spec.list("volumeClaimTemplates")).hasSize(1);
            Yaml container = spec.map("template").map("spec").list("containers").get(0);
            assertThat(container.names()).contains("startupProbe", "livenessProbe", "readinessProbe", "resources");
            assertThat(container.map("livenessProbe").map("httpGet").text("path"))
                    .isEqualTo("/health/live");
            assertThat(container.map("readinessProbe").map("httpGet").text("path"))
                    .isEqualTo("/health/ready");
        }
    }

    @Test
    void pods_run_without_rights() throws IOException {
        String helpers = Files.readString(CHART.resolve("templates/_helpers.tpl"));

        assertThat(helpers)
                .contains(
                        "runAsNonRoot: true",
                        "readOnlyRootFilesystem: true",
                        "allowPrivilegeEscalation: false",
                        "drop: [ALL]",
                        "automountServiceAccountToken: false",
                        "enableServiceLinks: false");
        for (Path template : templates()) {
            String text = Files.readString(template);
            if (text.contains("containers:")) {
                assertThat(text).contains("include \"waybill.pod\"", "include \"waybill.container\"");
            }
        }
    }

    /** With lines that are actions alone taken out and actions within lines put for a word, what is left is YAML. */
    private static List<Yaml> objects() throws IOException {
        List<Yaml> objects = new ArrayList<>();
        for (Path template : templates()) {
            if (!template.toString().endsWith(".yaml")) {
                continue;
            }
            String plain = Files.readString(template)
                    .replaceAll("(?m)^\\s*\\{\\{-? [^}]*}}\\s*$", "")
                    .replaceAll("(?m)^\\s*[A-Z]+_\\{\\{.*$", "")
                    .replaceAll("\\{\\{[^}]*}}", "word");
            new org.yaml.snakeyaml.Yaml().loadAll(plain).forEach(object -> objects.add(new Yaml((Map<?, ?>) object)));
        }
        return objects;
    }

    private static List<String> problems(String json) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(CHART.resolve("values.schema.json")), InputFormat.JSON);
        return schema.validate(json, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error)
                .toList();
    }
}
