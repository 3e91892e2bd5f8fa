package io.waybill.captures.reference;

import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import io.waybill.schemas.PolicyRule;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A policy: rules in YAML, and the list files they refer to. Immutable.
 *
 * @param rules in the order of the file; a rule with a very long list comes in parts named {@code id#2}, {@code id#3}, ...
 * @param listFiles the files read through {@code list_file}, in order
 */
public record PolicyFile(List<PolicyRule> rules, List<Path> listFiles) {
    /** Longest policy file taken, in bytes; long lists belong in files of their own. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Copies the lists. */
    public PolicyFile {
        rules = List.copyOf(rules);
        listFiles = List.copyOf(listFiles);
    }

    /**
     * Reads a policy. A rule with anything wrong in it is left out whole; every single error is a problem with its line.
     *
     * @throws IOException when the file itself cannot be read
     */
    public static PolicyFile read(Path file, ProblemSink problems) throws IOException {
        return read(file, problems, true);
    }

    /**
     * The same for a policy from somebody who must not reach files of this machine: a rule with a {@code list_file} is a problem,
     * and the list is not read.
     */
    public static PolicyFile readAlone(Path file, ProblemSink problems) throws IOException {
        return read(file, problems, false);
    }

    private static PolicyFile read(Path file, ProblemSink problems, boolean withLists) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            problems.accept(new InputProblem(file.toString(), "file", 0, "larger than " + MAX_BYTES + " bytes"));
            return new PolicyFile(List.of(), List.of());
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return new PolicyYaml(file, problems, withLists).read(text);
    }

    /** Writes rules as YAML that {@link #read} takes; fields that hold their default are left out. The caller closes. */
    public static void write(List<PolicyRule> rules, Writer out) throws IOException {
        PolicyYamlWriter.write(rules, out);
    }
}
