package io.waybill.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.CaseTally;
import io.waybill.cli.report.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code case.json} says.
 *
 * @param name name of the case
 * @param sequence 1 for the first state of the case, one more with each that was appended
 * @param previous file of the manifest before, or null
 * @param previousSha256 digest of that file, or null
 * @param toolVersion version of the program that made it
 * @param ipData which IP database it used
 * @param parameters options it was made with
 * @param inputs files that went in
 * @param tally where the events went
 * @param problems what could not be used, as far as it is listed
 * @param outputs files that came out
 */
public record CaseManifest(
        String name,
        int sequence,
        @Nullable String previous,
        @Nullable String previousSha256,
        String toolVersion,
        String ipData,
        SortedMap<String, String> parameters,
        List<CaseFile> inputs,
        CaseTally tally,
        List<String> problems,
        List<OutputFile> outputs) {

    private static final int FORMAT = 1;
    private static final long MAX_BYTES = 64L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the manifest of a case folder.
     *
     * @throws IOException when there is none or it is none of this format; the message says which
     */
    public static CaseManifest read(Path folder) throws IOException {
        Path file = folder.resolve(CaseFolder.MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new IOException(folder + " is no case folder: it has no " + CaseFolder.MANIFEST);
        }
        return readFile(file);
    }

    /**
     * Reads one manifest.
     *
     * @throws IOException when it is none of this format
     */
    static CaseManifest readFile(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger than any manifest");
        }
        try {
            return of(JSON.readTree(file.toFile()));
        } catch (JsonProcessingException | IllegalArgumentException damaged) {
            throw new IOException(file + " is no manifest: " + damaged.getMessage(), damaged);
        }
    }

    private static CaseManifest of(JsonNode json) {
        if (json.path("format").asInt() != FORMAT) {
            throw new IllegalArgumentException("not of format " + FORMAT);
        }
        SortedMap<String, String> parameters = new TreeMap<>();
        json.path("parameters")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        List<CaseFile> inputs = new ArrayList<>();
        for (JsonNode input : json.path("inputs")) {
            inputs.add(new CaseFile(
                    text(input, "role"),
                    text(input, "name"),
                    input.path("sizeBytes").asLong(-1),
                    text(input, "sha256"),
                    input.path("events").asLong(),
                    input.path("problems").asLong()));
        }
        List<OutputFile> outputs = new ArrayList<>();
        for (JsonNode output : json.path("outputs")) {
            outputs.add(new OutputFile(
                    text(output, "name"), output.path("sizeBytes").asLong(-1), text(output, "sha256")));
        }
        return new CaseManifest(
                text(json, "case"),
                Math.max(1, json.path("sequence").asInt(1)),
                json.path("previous").path("file").asText(null),
                json.path("previous").path("sha256").asText(null),
                json.path("tool").path("version").asText(),
                json.path("ipData").asText(),
                parameters,
                inputs,
                tally(json.path("events")),
                texts(json.path("problemList")),
                outputs);
    }

    private static CaseTally tally(JsonNode events) {
        SortedMap<String, Long> leftOut = new TreeMap<>();
        events.path("deadLettered")
                .properties()
                .forEach(
                        reason -> leftOut.put(reason.getKey(), reason.getValue().asLong()));
        return new CaseTally(events.path("in").asLong(), events.path("counted").asLong(), leftOut);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no " + name);
        }
        return value.asText();
    }
}
