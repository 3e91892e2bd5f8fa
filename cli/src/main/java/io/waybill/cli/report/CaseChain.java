package io.waybill.cli.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The manifests of a case that was appended to. An earlier one moves to {@code history/case-N.json}, its signature beside it, and
 * the next one holds its digest: no state of the case can be changed or taken out afterwards without breaking the chain.
 */
public final class CaseChain {

    /** The folder of earlier manifests. */
    public static final String FOLDER = "history";

    private static final String SIGNATURE = "case.sig";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaseChain() {}

    /** File of an earlier manifest, relative to the folder of the case. */
    public static String file(int sequence) {
        return FOLDER + "/case-" + sequence + ".json";
    }

    /**
     * The link of the manifest that is about to be written. A manifest of the same case with fewer inputs is put into the history;
     * one with the same inputs is written anew and keeps its place; any other begins a chain of its own.
     */
    static ChainLink extend(Path folder, CaseFacts facts) throws IOException {
        Path manifest = folder.resolve(CaseFolder.MANIFEST);
        if (!Files.isRegularFile(manifest)) {
            return ChainLink.FIRST;
        }
        JsonNode before;
        try {
            before = JSON.readTree(manifest.toFile());
        } catch (JacksonException damaged) {
            return ChainLink.FIRST;
        }
        Set<String> earlier = new HashSet<>();
        before.path("inputs")
                .forEach(input -> earlier.add(identity(
                        input.path("role").asText(), input.path("sha256").asText())));
        Set<String> now = new HashSet<>();
        facts.files().forEach(file -> now.add(identity(file.role(), file.sha256())));
        if (!before.path("case").asText().equals(facts.name()) || !now.containsAll(earlier)) {
            return ChainLink.FIRST;
        }
        int sequence = Math.max(1, before.path("sequence").asInt());
        if (now.equals(earlier)) {
            JsonNode previous = before.path("previous");
            return previous.has("file")
                    ? new ChainLink(
                            sequence,
                            previous.path("file").asText(),
                            previous.path("sha256").asText())
                    : ChainLink.FIRST;
        }
        return put(folder, sequence);
    }

    private static ChainLink put(Path folder, int sequence) throws IOException {
        Path kept = folder.resolve(file(sequence));
        Files.createDirectories(kept.getParent());
        Files.copy(folder.resolve(CaseFolder.MANIFEST), kept, StandardCopyOption.REPLACE_EXISTING);
        Path signature = folder.resolve(SIGNATURE);
        if (Files.exists(signature)) {
            Files.move(
                    signature, kept.resolveSibling("case-" + sequence + ".sig"), StandardCopyOption.REPLACE_EXISTING);
        }
        return new ChainLink(sequence + 1, file(sequence), Sha256.hex(kept));
    }

    private static String identity(String role, String sha256) {
        return role + ' ' + sha256;
    }
}
