package io.waybill.streams.alert.render;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.Evidence;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts to render. */
final class Alerts {

    /** Names as a stranger would choose them: line ends, terminal sequences, markup, formulas, separators of every format. */
    static final List<String> HOSTILE = List.of(
            "plain.example.com",
            "new\nline\r\n",
            "esc\u001b[2J\u009b31m\u0007",
            "nul\u0000bell\u0007del\u007f",
            "turn\u202eed\u2066\u200f",
            "seam\u200bless\ufeff",
            "line\u2028sep\u2029",
            "<script>alert('x')</script>&amp;\"",
            "=HYPERLINK(\"x\")",
            "+1-1",
            "@SUM(1)",
            "-2",
            "\t=1",
            "a|b\\|c=d\\=e",
            "quote\",comma,\"",
            "'; DROP TABLE alerts; --",
            "中文 ünï \ud83d\udcf1",
            " lead and trail ",
            "x".repeat(3_000));

    private Alerts() {}

    /** A device that keeps contacting a network. */
    static Alert.Builder redmi() {
        return Alert.newBuilder()
                .setId("a1")
                .setDetector("periodic-contact")
                .setSubject(new AlertSubject(SubjectLevel.DEVICE, "redmi-07"))
                .setDestination("42.62.48.0/24")
                .setSeverity(Severity.HIGH)
                .setScore(0.93)
                .setWindow(new AlertWindow(
                        Instant.parse("2014-08-01T00:00:00Z"), Instant.parse("2014-08-02T00:00:00.250Z")))
                .setMeasure("contacts per hour")
                .setObserved(12)
                .setExpected(0.1 + 0.2)
                .setUpperBound(3.5)
                .setSamples(288)
                .setDevices(1)
                .setSubscores(Map.of("timing", 0.99, "presence", 1.0))
                .setParameters(Map.of("minContacts", "8"))
                .setExplanation("redmi-07 contacted 42.62.48.0/24 every 300 s.")
                .setEvidence(List.of(
                        new Evidence("day1.pcap", 17L, "abc-17", Instant.parse("2014-08-01T00:00:00Z"), "redmi-07")))
                .setStatus(AlertStatus.OPEN)
                .setRevision(1);
    }

    /** The same with one name everywhere a stranger's name can stand. */
    static Alert named(String name) {
        return redmi().setSubject(new AlertSubject(SubjectLevel.APP, name))
                .setDestination(name)
                .setExplanation("seen: " + name)
                .setKnownService(name)
                .setParameters(Map.of(name, name))
                .setEvidence(List.of(new Evidence(name, 1L, name, Instant.EPOCH, name)))
                .build();
    }

    static List<Alert> hostile() {
        return HOSTILE.stream().map(Alerts::named).toList();
    }
}
