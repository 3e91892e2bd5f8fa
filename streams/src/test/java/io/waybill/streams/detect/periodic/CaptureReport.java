package io.waybill.streams.detect.periodic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.fixture.Captures;
import io.waybill.streams.detect.selftest.SampleFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Prints precision and recall on the labelled captures at hand, beside RITA v5's score. Ask for it by name. */
class CaptureReport {

    private static final Set<String> COMMAND_AND_CONTROL = Set.of(
            "unknown-192.168.1.115 41.108.179.0/24",
            "unknown-10.0.1.6 192.168.0.0/24",
            "unknown-10.0.1.5 192.168.0.0/24",
            "unknown-10.136.0.18 honestimnotevil.com");

    @Test
    void precisionAndRecall() throws IOException {
        Path data = Captures.folder();
        assumeTrue(Files.isDirectory(data), () -> "no captures at " + data);
        Path ordinary = data.resolve("stratosphere/012-zeek-mixed/data");
        Path apt = data.resolve("otrf/datasets/compound/apt29");
        Path proxy = data.resolve("rita/proxy");
        List<List<Captures.Flow>> logs = List.of(
                Captures.tsv(data.resolve("stratosphere/001-zeek-scenario-malicious/conn.log"), Map.of()),
                Captures.tsv(ordinary.resolve("conn.log.labeled"), names(ordinary, ".labeled")),
                Captures.json(apt.resolve("day1/zeek/combined_zeek.log")),
                Captures.json(apt.resolve("day2/zeek/combined_zeek.log")),
                Captures.tsv(proxy.resolve("conn.log"), names(proxy, "")));
        TreeSet<String> ours = new TreeSet<>();
        TreeSet<String> theirs = new TreeSet<>();
        for (List<Captures.Flow> log : logs) {
            List<PairHistory> pairs = Captures.pairs(log);
            long begin =
                    pairs.stream().mapToLong(pair -> pair.first().time()).min().orElse(0);
            long end = log.stream()
                    .mapToLong(flow -> Math.round(flow.time() * 1000))
                    .max()
                    .orElse(0);
            new SampleFleet()
                    .watched(begin, end).with(pairs).verdicts(Policy.EMPTY).stream()
                            .filter(verdict -> verdict.severity() != Severity.INFORMATIONAL)
                            .forEach(verdict -> ours.add(verdict.subject() + " " + verdict.destination()));
            pairs.stream()
                    .filter(CaptureReport::rita)
                    .forEach(pair -> theirs.add(
                            pair.device().deviceId() + " " + pair.destination().name()));
        }
        print("all detectors, above informational", ours);
        print("RITA v5 score of 0.8", theirs);
        assertThat(ours).containsExactlyInAnyOrderElementsOf(COMMAND_AND_CONTROL);
    }

    private static boolean rita(PairHistory pair) {
        List<Contact> contacts = pair.contacts();
        double[] times = contacts.stream()
                .mapToDouble(contact -> contact.time() / 1000.0)
                .toArray();
        long[] sizes = contacts.stream().mapToLong(Contact::bytesSent).toArray();
        return times.length >= 4 && RitaScore.of(times, sizes) >= RitaScore.FOUND;
    }

    private static Map<String, String> names(Path folder, String suffix) throws IOException {
        Map<String, String> names = new HashMap<>(Captures.names(folder.resolve("ssl.log" + suffix), "server_name"));
        names.putAll(Captures.names(folder.resolve("http.log" + suffix), "host"));
        return names;
    }

    private static void print(String what, Set<String> found) {
        List<String> right = new ArrayList<>(found);
        right.retainAll(COMMAND_AND_CONTROL);
        System.out.printf(
                "%s: %d reported, %d of %d right; false: %s%n",
                what,
                found.size(),
                right.size(),
                COMMAND_AND_CONTROL.size(),
                found.stream()
                        .filter(pair -> !COMMAND_AND_CONTROL.contains(pair))
                        .toList());
    }
}
