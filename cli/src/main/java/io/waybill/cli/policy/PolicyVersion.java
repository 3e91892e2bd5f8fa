package io.waybill.cli.policy;

import io.waybill.captures.reference.PolicyFile;
import io.waybill.cli.report.Sha256;
import io.waybill.schemas.PolicyRule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * A policy as it was applied.
 *
 * @param number 1 for the first one, growing; not every number is used
 * @param applied when
 * @param yaml its rules by id, as a file that can be applied again
 */
public record PolicyVersion(long number, Instant applied, String yaml) {

    /** The canonical text of rules: equal rules give equal text, in whatever order they come. */
    public static String yaml(Collection<PolicyRule> rules) {
        StringWriter text = new StringWriter();
        try {
            PolicyFile.write(
                    rules.stream()
                            .sorted(Comparator.comparing(PolicyRule::getRuleId))
                            .toList(),
                    text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory takes all", impossible);
        }
        return text.toString();
    }

    /** SHA-256 of the text. */
    public String sha256() {
        return Sha256.hex(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "version " + number + ", applied " + applied + ", SHA-256 " + sha256();
    }
}
