package io.waybill.testkit.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Alerts of a case, read from {@code alerts.jsonl}.
 *
 * @param alerts the ones that stand
 * @param withdrawn how many are retracted or suppressed
 */
record AlertsFile(List<ReportedAlert> alerts, long withdrawn) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the file.
     *
     * @throws IOException when it cannot be read, naming the line that is no alert
     */
    static AlertsFile read(Path file) throws IOException {
        List<ReportedAlert> alerts = new ArrayList<>();
        long withdrawn = 0;
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    JsonNode json = JSON.readTree(line);
                    ReportedAlert alert = alert(json);
                    if (stands(json)) {
                        alerts.add(alert);
                    } else {
                        withdrawn++;
                    }
                } catch (IOException | IllegalArgumentException | DateTimeException e) {
                    throw new IOException(file + ": line " + number + ": no alert: " + e.getMessage(), e);
                }
            }
        }
        return new AlertsFile(alerts, withdrawn);
    }

    private static boolean stands(JsonNode json) {
        boolean retracted = json.path("status").asText().equalsIgnoreCase("RETRACTED");
        return !retracted && !json.hasNonNull("suppressedBy");
    }

    private static ReportedAlert alert(JsonNode json) {
        return new ReportedAlert(
                required(json, "detector"),
                required(json.path("subject"), "level").toUpperCase(Locale.ROOT),
                required(json.path("subject"), "value"),
                json.path("destination").isTextual() ? json.path("destination").asText() : "",
                Severity.valueOf(required(json, "severity").toUpperCase(Locale.ROOT)),
                time(json.path("window").path("end")),
                json.path("explanation").asText());
    }

    private static String required(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return json.path(field).asText();
    }

    private static long time(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()).toEpochMilli() : time.asLong();
    }
}
