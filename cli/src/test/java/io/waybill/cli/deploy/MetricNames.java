package io.waybill.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.metrics.Metric;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of metrics and labels in an expression of Prometheus, against those that there are. */
final class MetricNames {

    /** Of others, as an instance shows them; {@code PipelineHostTest} looks them up in a running one. */
    static final Set<String> OF_OTHERS = Set.of(
            "up",
            "kafka_consumer_fetch_manager_records_lag_max",
            "kafka_stream_thread_process_ratio",
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "jvm_gc_pause_seconds_sum",
            "process_cpu_usage");

    private static final Set<String> WORDS = Set.of(
            "sum", "max", "min", "rate", "increase", "changes", "absent", "by", "and", "or", "unless", "on", "without");
    private static final Pattern SELECTED_BY = Pattern.compile("\\{[^}]*}|by \\([^)]*\\)|\\[[^]]*]|\"[^\"]*\"");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern LABELS = Pattern.compile("by \\(([^)]*)\\)|\\{([^}]*)}");

    private static final Set<String> OWN = Arrays.stream(Metric.values())
            .flatMap(metric -> metric.prometheusNames().stream())
            .collect(Collectors.toSet());
    private static final Set<String> OWN_LABELS = Arrays.stream(Metric.values())
            .flatMap(metric -> metric.labels().stream())
            .collect(Collectors.toSet());
    private static final Set<String> LABELS_OF_OTHERS = Set.of("job", "instance", "area", "thread_id");

    private MetricNames() {}

    static Set<String> in(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(SELECTED_BY.matcher(expression).replaceAll(" "));
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group())) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    static void check(String where, String expression) {
        assertThat(in(expression))
                .as(where + ": " + expression)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(OWN.contains(name) || OF_OTHERS.contains(name))
                        .as(where + ": there is no metric " + name)
                        .isTrue());
        Matcher labels = LABELS.matcher(expression);
        while (labels.find()) {
            String list = labels.group(1) != null ? labels.group(1) : labels.group(2);
            for (String label : list.split(",")) {
                String name = label.split("=")[0].strip();
                assertThat(OWN_LABELS.contains(name) || LABELS_OF_OTHERS.contains(name))
                        .as(where + ": there is no label " + name)
                        .isTrue();
            }
        }
    }
}
