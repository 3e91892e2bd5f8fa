package io.waybill.cli.health;

import io.waybill.streams.metrics.Metric;
import java.util.Locale;

/** The reference page of all metrics, in Markdown, made from the list of them. */
public final class MetricReference {

    private static final String INTRODUCTION = """
        # Metrics

        This page is made from the list in the program: `waybill config --metrics`.

        `waybill streams` and `waybill up` serve them at `/metrics` of health.port, the console at `/metrics` of console.port,
        `waybill send` and `waybill ingest` at `/metrics` of their `--health-port`.
        The names here are Prometheus's. A timer has `_count`, `_sum` and `_max`.

        Beside Waybill's own there are those of Kafka Streams and its clients (`kafka_stream_...`, `kafka_consumer_...`,
        `kafka_producer_...`, as Kafka's documentation names them) and of the Java machine (`jvm_...`, `process_...`).

        Labels take few values that are known beforehand; a device, model or host is never one.

        | metric | kind | labels | meaning |
        |---|---|---|---|
        """;

    private MetricReference() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Metric metric : Metric.values()) {
            String name = metric.kind() == Metric.Kind.TIMER
                    ? metric.prometheusNames().get(0).replace("_count", "")
                    : metric.prometheusNames().get(0);
            page.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(metric.kind().name().toLowerCase(Locale.ROOT))
                    .append(metric.unit() == null ? "" : ", " + metric.unit())
                    .append(" | ")
                    .append(String.join(", ", metric.labels()))
                    .append(" | ")
                    .append(metric.meaning())
                    .append(" |\n");
        }
        return page.toString();
    }
}
