package io.waybill.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.waybill.cli.report.CaseFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares a kept table with the recomputed one and names what differs, row by row and cell by cell. */
public final class TableComparison {

    private static final List<String> COUNT_KEY =
            List.of("manufacturer", "model", "firmware", "destination", "destination_kind", "window_start");
    private static final int MAX_NAMED = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TableComparison() {}

    /** Compares {@code counts.csv}. */
    public static List<Discrepancy> counts(String kept, String recomputed) {
        if (kept.equals(recomputed)) {
            return List.of();
        }
        try {
            return differences(CaseFolder.COUNTS, countRows(kept), countRows(recomputed));
        } catch (CsvParseException | UncheckedIOException unreadable) {
            return List.of(new Discrepancy(CaseFolder.COUNTS, "cannot be read any more: " + unreadable.getMessage()));
        }
    }

    /** Compares {@code alerts.jsonl}; status and revision tell how an alert came about and are not compared. */
    public static List<Discrepancy> alerts(String kept, String recomputed) {
        if (kept.equals(recomputed)) {
            return List.of();
        }
        try {
            return differences(CaseFolder.ALERTS, alertRows(kept), alertRows(recomputed));
        } catch (JsonProcessingException unreadable) {
            return List.of(
                    new Discrepancy(CaseFolder.ALERTS, "cannot be read any more: " + unreadable.getOriginalMessage()));
        }
    }

    private static Map<String, Map<String, String>> countRows(String text) {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord row : reader) {
                Map<String, String> cells = new TreeMap<>(row.getFieldsAsMap());
                List<String> key = new ArrayList<>();
                COUNT_KEY.forEach(column -> key.add(cells.getOrDefault(column, "")));
                put(rows, String.join(" ", key), cells);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return rows;
    }

    private static Map<String, Map<String, String>> alertRows(String text) throws JsonProcessingException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        for (String line : text.lines().toList()) {
            JsonNode alert = JSON.readTree(line);
            Map<String, String> fields = new TreeMap<>();
            alert.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().toString()));
            fields.remove("status");
            fields.remove("revision");
            put(rows, "alert " + alert.path("id").asText(), fields);
        }
        return rows;
    }

    /** A row that stands twice must not hide behind the first. */
    private static void put(Map<String, Map<String, String>> rows, String key, Map<String, String> cells) {
        String free = key;
        for (int copy = 2; rows.containsKey(free); copy++) {
            free = key + " (row " + copy + " of this name)";
        }
        rows.put(free, cells);
    }

    private static List<Discrepancy> differences(
            String file, Map<String, Map<String, String>> kept, Map<String, Map<String, String>> recomputed) {
        List<Discrepancy> found = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(kept.keySet());
        keys.addAll(recomputed.keySet());
        for (String key : keys) {
            Map<String, String> here = kept.get(key);
            Map<String, String> there = recomputed.get(key);
            if (here == null) {
                found.add(new Discrepancy(file, "a row was removed: " + key));
            } else if (there == null) {
                found.add(new Discrepancy(file, "a row does not follow from the inputs: " + key));
            } else if (!here.equals(there)) {
                found.add(new Discrepancy(file, key + ": " + cells(here, there)));
            }
        }
        if (found.isEmpty()) {
            found.add(new Discrepancy(file, "same rows, but not the same bytes: order or line ends were changed"));
        }
        if (found.size() > MAX_NAMED) {
            int more = found.size() - MAX_NAMED;
            found = new ArrayList<>(found.subList(0, MAX_NAMED));
            found.add(new Discrepancy(file, more + " more differences"));
        }
        return found;
    }

    private static String cells(Map<String, String> here, Map<String, String> there) {
        List<String> differing = new ArrayList<>();
        TreeSet<String> columns = new TreeSet<>(here.keySet());
        columns.addAll(there.keySet());
        for (String column : columns) {
            String kept = here.getOrDefault(column, "nothing");
            String recomputed = there.getOrDefault(column, "nothing");
            if (!kept.equals(recomputed)) {
                differing.add(column + " says " + kept + ", the inputs give " + recomputed);
            }
        }
        return String.join("; ", differing);
    }
}
