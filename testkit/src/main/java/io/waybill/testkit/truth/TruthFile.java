package io.waybill.testkit.truth;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes and reads {@code truth.json}; docs/simulator.md describes its fields. */
public final class TruthFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TruthFile() {}

    /** Writes the truth; the same truth gives the same bytes. */
    public static void write(Truth truth, Path file) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        lines.indentArraysWith(new DefaultIndenter("  ", "\n"));
        lines.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator json = JSON.getFactory()
                .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
                .setPrettyPrinter(lines)) {
            json.writeStartObject();
            json.writeNumberField("version", truth.version());
            json.writeStringField("scenario", truth.scenario());
            json.writeStringField("summary", truth.summary());
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("devices", truth.devices());
            json.writeNumberField("hours", truth.hours());
            json.writeNumberField("seed", truth.seed());
            json.writeEndObject();
            json.writeObjectFieldStart("period");
            json.writeNumberField("start", truth.from());
            json.writeNumberField("end", truth.to());
            json.writeEndObject();
            json.writeNumberField("events", truth.events());
            write(json, "expected", truth.expected());
            write(json, "allowed", truth.allowed());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(JsonGenerator json, String field, List<Expectation> expectations) throws IOException {
        json.writeArrayFieldStart(field);
        for (Expectation expectation : expectations) {
            json.writeStartObject();
            json.writeStringField("detector", expectation.detector());
            json.writeObjectFieldStart("subject");
            json.writeStringField("level", expectation.level().name());
            json.writeStringField("value", expectation.subject());
            json.writeEndObject();
            json.writeStringField("destination", expectation.destination());
            json.writeStringField(
                    "minimumSeverity", expectation.minimumSeverity().name());
            json.writeNumberField("since", expectation.since());
            json.writeArrayFieldStart("devices");
            for (String device : expectation.devices()) {
                json.writeString(device);
            }
            json.writeEndArray();
            json.writeStringField("why", expectation.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * Reads a truth.
     *
     * @throws IOException when the file cannot be read or is no truth of this version
     */
    public static Truth read(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(file));
        if (json.path("version").asInt() != Truth.VERSION) {
            throw new IOException(file + ": no truth of version " + Truth.VERSION);
        }
        try {
            return truth(json);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": no truth: " + e.getMessage(), e);
        }
    }

    private static Truth truth(JsonNode json) {
        return new Truth(
                Truth.VERSION,
                json.path("scenario").asText(),
                json.path("summary").asText(),
                json.path("parameters").path("devices").asInt(),
                json.path("parameters").path("hours").asInt(),
                json.path("parameters").path("seed").asLong(),
                json.path("period").path("start").asLong(),
                json.path("period").path("end").asLong(),
                json.path("events").asLong(),
                expectations(json.path("expected")),
                expectations(json.path("allowed")));
    }

    private static List<Expectation> expectations(JsonNode list) {
        List<Expectation> expectations = new ArrayList<>();
        for (JsonNode json : list) {
            List<String> devices = new ArrayList<>();
            json.path("devices").forEach(device -> devices.add(device.asText()));
            expectations.add(new Expectation(
                    json.path("detector").asText(),
                    level(json.path("subject").path("level").asText()),
                    json.path("subject").path("value").asText(),
                    json.path("destination").asText(),
                    Severity.valueOf(json.path("minimumSeverity").asText().toUpperCase(Locale.ROOT)),
                    json.path("since").asLong(),
                    devices,
                    json.path("why").asText()));
        }
        return List.copyOf(expectations);
    }

    private static SubjectLevel level(String name) {
        return SubjectLevel.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
