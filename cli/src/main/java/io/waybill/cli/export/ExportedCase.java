package io.waybill.cli.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.verify.CaseManifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is exported of a case: what its folder says.
 *
 * @param name of the case
 * @param end its last event
 * @param alerts rows of {@code alerts.jsonl}, by id
 */
public record ExportedCase(String name, Instant end, List<JsonNode> alerts) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    public ExportedCase {
        alerts = List.copyOf(alerts);
    }

    /**
     * Reads a case folder.
     *
     * @throws IOException when it is none, or a file in it cannot be read
     */
    public static ExportedCase read(Path folder) throws IOException {
        CaseManifest manifest = CaseManifest.read(folder);
        Path file = folder.resolve(CaseFolder.ALERTS);
        List<JsonNode> alerts = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                alerts.add(JSON.readTree(line));
            }
            String end = JSON.readTree(folder.resolve(CaseFolder.MANIFEST).toFile())
                    .path("span")
                    .path("last")
                    .asText();
            return new ExportedCase(manifest.name(), Instant.parse(end), alerts);
        } catch (JacksonException | DateTimeException damaged) {
            throw new IOException(folder + " cannot be read as a case: " + damaged.getMessage(), damaged);
        }
    }
}
