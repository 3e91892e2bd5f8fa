package io.waybill.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.CaseResult;
import io.waybill.cli.report.Cases;
import io.waybill.console.api.Listing;
import io.waybill.console.api.Question;
import io.waybill.console.api.Questions;
import io.waybill.console.compare.Verdict;
import io.waybill.console.store.Batch;
import io.waybill.console.store.FleetStore;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code waybill compare} on two case folders and the console on its store answer the same. */
class SameAnswerTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theCommandAndTheConsoleAgree(long seed) throws IOException {
        CaseResult before = Cases.fleet();
        CaseResult after = altered(before, new Random(seed));

        Comparison command = Comparison.of(read("before", before), read("after", after));

        Map<String, String> contacts = command.contacts().stream()
                .collect(Collectors.toMap(
                        change -> change.contact().model() + " > "
                                + change.contact().destination(),
                        change -> line(
                                change.verdict(),
                                change.before().connections(),
                                change.after().connections(),
                                change.before().deviceHours(),
                                change.after().deviceHours())));
        Map<String, String> alerts = command.alerts().stream()
                .collect(Collectors.toMap(
                        change -> change.newest().id(),
                        change -> change.verdict().word()));
        assertThat(contacts.values())
                .as("seed %d", seed)
                .anyMatch(line -> line.startsWith("same"))
                .anyMatch(line -> line.startsWith("changed"))
                .anyMatch(line -> line.startsWith("vanished"))
                .anyMatch(line -> line.startsWith("unclear"));
        try (FleetStore store = FleetStore.open(folder.resolve("console.duckdb"))) {
            store.commit(batch("before", before));
            store.commit(batch("after", after));
            store.sumDays();
            Questions console = new Questions(store.readers());

            assertThat(consoleContacts(console)).as("seed %d", seed).isEqualTo(contacts);
            assertThat(consoleAlerts(console)).as("seed %d", seed).isEqualTo(alerts);
        }
    }

    private static Map<String, String> consoleContacts(Questions console) {
        Map<String, String> lines = new TreeMap<>();
        for (String change : new @Nullable String[] {null, "same"}) {
            Question question = Question.of("before").with("with", "after").withLimit(1_000);
            for (Map<String, @Nullable Object> row : console.page(
                            Listing.DIFFERENCES, change == null ? question : question.with("change", change))
                    .rows()) {
                lines.put(
                        String.valueOf(row.get("id")),
                        line(
                                row.get("change"),
                                row.get("connections_before"),
                                row.get("connections_after"),
                                row.get("device_hours_before"),
                                row.get("device_hours_after")));
            }
        }
        return lines;
    }

    private static Map<String, String> consoleAlerts(Questions console) {
        return console
                .page(
                        Listing.ALERT_DIFFERENCES,
                        Question.of("before").with("with", "after").withLimit(1_000))
                .rows()
                .stream()
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("id")), row -> String.valueOf(row.get("change"))));
    }

    private static String line(@Nullable Object verdict, @Nullable Object... numbers) {
        String word = verdict instanceof Verdict known ? known.word() : String.valueOf(verdict);
        return word + ' ' + List.of(numbers);
    }

    private CaseContent read(String name, CaseResult result) throws IOException {
        Path place = folder.resolve(name);
        CaseFolder.write(place, result, CaseEvidence.NONE);
        return CaseReader.read(place);
    }

    /** Some counts fewer, some several times as big; one model gone; alerts retracted, kept quiet, of another severity, gone. */
    private static CaseResult altered(CaseResult fleet, Random random) {
        List<DestinationCount> counts = new ArrayList<>();
        for (DestinationCount count : fleet.counts()) {
            boolean kept = !count.getModel().equals("Xperia Z2")
                    && !count.getDestination().equals("42.62.48.0/24")
                    && random.nextInt(10) > 0;
            if (kept) {
                long factor = count.getDestination().equals("google.com") ? 1 : 1 + random.nextInt(6);
                counts.add(DestinationCount.newBuilder(count)
                        .setConnections(count.getConnections() * factor)
                        .setDevices(1 + random.nextInt(9))
                        .build());
            }
        }
        List<Alert> alerts = new ArrayList<>();
        for (Alert alert : fleet.alerts()) {
            switch (random.nextInt(5)) {
                case 0 ->
                    alerts.add(Alert.newBuilder(alert).setSuppressedBy("rule").build());
                case 1 ->
                    alerts.add(Alert.newBuilder(alert)
                            .setStatus(AlertStatus.RETRACTED)
                            .build());
                case 2 ->
                    alerts.add(Alert.newBuilder(alert)
                            .setSeverity(Severity.CRITICAL)
                            .build());
                case 3 -> alerts.add(alert);
                default -> {
                    // Gone.
                }
            }
        }
        return new CaseResult(fleet.facts(), counts, alerts);
    }

    private static Batch batch(String caseName, CaseResult result) {
        Batch batch = new Batch();
        for (DestinationCount count : result.counts()) {
            String key = String.join(
                    "\n",
                    count.getManufacturer(),
                    count.getModel(),
                    count.getFirmware(),
                    count.getDestination(),
                    count.getWindowStart().toString());
            batch.put(caseName, Topic.COUNT, key.getBytes(StandardCharsets.UTF_8), count, 0);
        }
        for (Alert alert : result.alerts()) {
            batch.put(caseName, Topic.ALERT, alert.getId().getBytes(StandardCharsets.UTF_8), alert, 0);
        }
        return batch;
    }
}
