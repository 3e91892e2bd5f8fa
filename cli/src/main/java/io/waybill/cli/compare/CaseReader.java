package io.waybill.cli.compare;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.verify.CaseManifest;
import io.waybill.console.compare.ComparisonRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads from a case folder what is compared. Holds one entry for each model and destination, however many windows there are. */
public final class CaseReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Window(String model, String start) {}

    private final SortedMap<Contact, Amount> sums = new TreeMap<>();
    private final Map<Window, Long> deviceMs = new HashMap<>();
    private String first = "";
    private String last = "";

    private CaseReader() {}

    /**
     * Reads a case.
     *
     * @throws IOException when the folder is no case or a table in it cannot be read
     */
    public static CaseContent read(Path folder) throws IOException {
        CaseManifest manifest = CaseManifest.read(folder);
        CaseReader reader = new CaseReader();
        reader.readCounts(folder.resolve(CaseFolder.COUNTS));
        SortedMap<String, Double> watched = reader.watched();
        SortedMap<Contact, Amount> contacts = new TreeMap<>();
        reader.sums.forEach((contact, amount) -> contacts.put(
                contact,
                new Amount(
                        amount.connections(),
                        amount.bytesSent(),
                        amount.bytesReceived(),
                        amount.devices(),
                        watched.getOrDefault(contact.model(), 0.0),
                        amount.firmwares())));
        String span = reader.first.isEmpty() ? "no events" : reader.first + " to " + reader.last;
        return new CaseContent(manifest.name(), span, contacts, watched, alerts(folder.resolve(CaseFolder.ALERTS)));
    }

    private void readCounts(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : reader) {
                add(row);
            }
        } catch (CsvParseException | DateTimeException | IllegalArgumentException | NoSuchElementException e) {
            throw new IOException(file + " cannot be read as counts: " + e.getMessage(), e);
        }
    }

    private void add(NamedCsvRecord row) {
        String model = (row.getField("manufacturer") + " " + row.getField("model")).strip();
        long devices = number(row, "devices");
        TreeSet<String> firmware = new TreeSet<>();
        firmware.add(row.getField("firmware"));
        Amount amount = new Amount(
                number(row, "connections"),
                number(row, "bytes_sent"),
                number(row, "bytes_received"),
                devices,
                0,
                firmware);
        sums.merge(new Contact(model, row.getField("destination")), amount, CaseReader::sum);
        Instant start = Instant.parse(row.getField("window_start"));
        long lengthMs = Duration.between(start, Instant.parse(row.getField("window_end")))
                .toMillis();
        deviceMs.merge(new Window(model, row.getField("window_start")), devices * lengthMs, Math::max);
        String firstSeen = row.getField("first_seen");
        String lastSeen = row.getField("last_seen");
        first = first.isEmpty() || firstSeen.compareTo(first) < 0 ? firstSeen : first;
        last = lastSeen.compareTo(last) > 0 ? lastSeen : last;
    }

    private static long number(NamedCsvRecord row, String column) {
        return Long.parseLong(row.getField(column));
    }

    private static Amount sum(Amount one, Amount other) {
        one.firmwares().addAll(other.firmwares());
        return new Amount(
                one.connections() + other.connections(),
                one.bytesSent() + other.bytesSent(),
                one.bytesReceived() + other.bytesReceived(),
                Math.max(one.devices(), other.devices()),
                0,
                one.firmwares());
    }

    /** As {@link ComparisonRule} says. */
    private SortedMap<String, Double> watched() {
        Map<String, Long> sums = new HashMap<>();
        deviceMs.forEach((window, watchedMs) -> sums.merge(window.model(), watchedMs, Long::sum));
        SortedMap<String, Double> watched = new TreeMap<>();
        sums.forEach((model, watchedMs) -> watched.put(model, ComparisonRule.deviceHours(watchedMs)));
        return watched;
    }

    /** Those that stand: neither retracted nor kept quiet by the policy. */
    private static SortedMap<String, AlertFact> alerts(Path file) throws IOException {
        SortedMap<String, AlertFact> alerts = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode alert = JSON.readTree(line);
                boolean retracted = alert.path("status").asText().equals("RETRACTED");
                if (!retracted && !alert.hasNonNull("suppressedBy")) {
                    alerts.put(alert.path("id").asText(), alert(alert));
                }
            }
        } catch (JacksonException damaged) {
            throw new IOException(file + " cannot be read as alerts: " + damaged.getOriginalMessage(), damaged);
        }
        return alerts;
    }

    private static AlertFact alert(JsonNode json) {
        JsonNode subject = json.path("subject");
        return new AlertFact(
                json.path("id").asText(),
                json.path("detector").asText(),
                (subject.path("level").asText() + " " + subject.path("value").asText()).strip(),
                json.path("destination").asText(""),
                json.path("severity").asText(),
                json.path("explanation").asText());
    }
}
