package io.waybill.captures.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.Values;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A list of destinations in a file of its own: one domain, address or CIDR block per line ({@code #} starts a comment), a
 * hosts file, a STIX 2.1 bundle or MISP events as JSON. What kind it is, the content says.
 */
final class ListFile {
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int MAX_LINE = 4096;
    private static final Set<String> OWN_NAMES = Set.of(
            "localhost",
            "localhost.localdomain",
            "localhost4",
            "localhost4.localdomain4",
            "localhost6",
            "localhost6.localdomain6",
            "local",
            "broadcasthost",
            "0.0.0.0");

    private final String name;
    private final ProblemSink problems;
    private final Destinations destinations = new Destinations();

    private ListFile(String name, ProblemSink problems) {
        this.name = name;
        this.problems = problems;
    }

    /** Reads a list; entries that are no destinations are problems. */
    static Destinations read(Path file, ProblemSink problems) throws IOException {
        ListFile list = new ListFile(file.toString(), problems);
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        }
        if (content.length > MAX_BYTES) {
            list.problem("file", 0, "larger than " + MAX_BYTES + " bytes");
        } else if (looksLikeJson(content)) {
            list.readJson(content);
        } else {
            list.readLines(content);
        }
        return list.destinations;
    }

    private static boolean looksLikeJson(byte[] content) {
        for (byte b : content) {
            if (b > ' ') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private void readLines(byte[] content) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(content), MAX_LINE);
        while (lines.next()) {
            String text = lines.text();
            int comment = text.indexOf('#');
            String entry = (comment < 0 ? text : text.substring(0, comment)).strip();
            if (!entry.isEmpty() && !addLine(entry)) {
                problem("line", lines.number(), "'" + Values.shorten(entry) + "' is no domain, address or CIDR block");
            }
        }
    }

    private boolean addLine(String entry) {
        String[] words = entry.split("\\s+");
        if (words.length == 1) {
            return destinations.add(entry);
        }
        if (Destinations.network(words[0]) == null) {
            return false;
        }
        boolean good = true; // a hosts file: an address that names are sent to, and the names
        for (int i = 1; i < words.length; i++) {
            good &= isOwnName(words[i]) || Destinations.site(words[i]) != null && destinations.add(words[i]);
        }
        return good;
    }

    /** Names that hosts files give the machine itself. */
    private static boolean isOwnName(String name) {
        return OWN_NAMES.contains(name) || name.startsWith("ip6-") && name.indexOf('.') < 0;
    }

    private void readJson(byte[] content) throws IOException {
        JsonNode root;
        try {
            root = JsonFields.JSON.readTree(content);
        } catch (JsonProcessingException e) {
            problem("line", e.getLocation().getLineNr(), "not JSON: " + e.getOriginalMessage());
            return;
        }
        boolean known = root.path("type").asText().equals("bundle")
                ? StixBundle.read(root, destinations, reason -> problem("file", 0, reason))
                : MispEvents.read(root, destinations, reason -> problem("file", 0, reason));
        if (!known) {
            problem("file", 0, "JSON, but neither a STIX 2.1 bundle nor MISP events");
        }
    }

    private void problem(String unit, long position, String reason) {
        problems.accept(new InputProblem(name, unit, position, reason));
    }
}
