package io.waybill.streams.detect.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.fixture.Captures;
import io.waybill.streams.detect.selftest.SampleFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Public labelled captures through all detectors: what is above informational, as device and destination. */
class LabelledCapturesTest {

    private static final Path DATA = Captures.folder();

    @BeforeAll
    static void present() {
        assumeTrue(Files.isDirectory(DATA), () -> "no captures at " + DATA + "; set WAYBILL_DATA");
    }

    @Test
    void njratIsFoundAndMulticastIsNot() throws IOException {
        List<Verdict> verdicts =
                judge(Captures.tsv(DATA.resolve("stratosphere/001-zeek-scenario-malicious/conn.log"), Map.of()));

        assertThat(alerted(verdicts)).containsExactly("unknown-192.168.1.115 -> 41.108.179.0/24");
        assertThat(verdicts)
                .filteredOn(v -> v.destination().equals("41.108.179.0/24"))
                .filteredOn(v -> v.detector().equals("periodic-contact"))
                .singleElement()
                .satisfies(v -> {
                    assertThat(v.severity()).isEqualTo(Severity.HIGH);
                    assertThat(v.explanation()).contains("41.108.179.197:1177", "237 times", "no answer");
                });
        assertThat(verdicts).noneMatch(v -> v.destination().startsWith("ff02"));
    }

    @Test
    void anOrdinaryDayIsSilent() throws IOException {
        Path folder = DATA.resolve("stratosphere/012-zeek-mixed/data");
        Map<String, String> names = new HashMap<>(Captures.names(folder.resolve("ssl.log.labeled"), "server_name"));
        names.putAll(Captures.names(folder.resolve("http.log.labeled"), "host"));

        List<Verdict> verdicts = judge(Captures.tsv(folder.resolve("conn.log.labeled"), names));

        assertThat(alerted(verdicts)).isEmpty();
        assertThat(verdicts).anyMatch(v -> "Connectivity check (Canonical)".equals(v.knownService()));
    }

    @Test
    void anOrdinaryDayIsSilentWithoutNamesToo() throws IOException {
        Path log = DATA.resolve("stratosphere/012-zeek-mixed/data/conn.log.labeled");

        assertThat(alerted(judge(Captures.tsv(log, Map.of())))).isEmpty();
    }

    @Test
    void commandAndControlInPrivateAddressSpace() throws IOException {
        Path folder = DATA.resolve("otrf/datasets/compound/apt29");

        assertThat(alerted(judge(Captures.json(folder.resolve("day1/zeek/combined_zeek.log")))))
                .containsExactly("unknown-10.0.1.6 -> 192.168.0.0/24");
        assertThat(alerted(judge(Captures.json(folder.resolve("day2/zeek/combined_zeek.log")))))
                .containsExactly("unknown-10.0.1.5 -> 192.168.0.0/24");
    }

    @Test
    void aBeaconThroughAProxy() throws IOException {
        Path folder = DATA.resolve("rita/proxy");
        Map<String, String> names = new HashMap<>(Captures.names(folder.resolve("ssl.log"), "server_name"));
        names.putAll(Captures.names(folder.resolve("http.log"), "host"));

        assertThat(alerted(judge(Captures.tsv(folder.resolve("conn.log"), names))))
                .containsExactly("unknown-10.136.0.18 -> honestimnotevil.com");
    }

    private static List<Verdict> judge(List<Captures.Flow> flows) {
        List<PairHistory> pairs = Captures.pairs(flows);
        long begin = pairs.stream().mapToLong(pair -> pair.first().time()).min().orElse(0);
        long end = flows.stream()
                .mapToLong(flow -> Math.round(flow.time() * 1000))
                .max()
                .orElse(0);
        return new SampleFleet().watched(begin, end).with(pairs).verdicts(Policy.EMPTY);
    }

    private static TreeSet<String> alerted(List<Verdict> verdicts) {
        TreeSet<String> pairs = new TreeSet<>();
        verdicts.stream()
                .filter(v -> v.severity() != Severity.INFORMATIONAL)
                .forEach(v -> pairs.add(v.subject() + " -> " + v.destination()));
        return pairs;
    }
}
