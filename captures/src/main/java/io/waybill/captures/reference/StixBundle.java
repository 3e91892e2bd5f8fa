package io.waybill.captures.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.captures.text.Values;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The destinations that the indicators of a STIX 2.1 bundle name. Indicators that are revoked, or whose pattern asks for more
 * than "one of these destinations" (AND, FOLLOWEDBY, NOT), are left out.
 */
final class StixBundle {
    private static final Pattern COMPARISON = Pattern.compile(
            "(domain-name|hostname|ipv4-addr|ipv6-addr|url|network-traffic)\\s*:\\s*(value|dst_ref\\.value)\\s*"
                    + "(=|[A-Z]+)\\s*('[^']*'|\\([^)]*\\))");
    private static final Pattern MORE_THAN_A_LIST = Pattern.compile("\\b(AND|FOLLOWEDBY|NOT)\\b|!=");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    /** Equality, membership of a block, membership of a list. */
    private static final Set<String> READ = Set.of("=", "ISSUBSET", "IN");

    private StixBundle() {}

    /** Whether this was a bundle. */
    static boolean read(JsonNode bundle, Destinations destinations, Consumer<String> problems) {
        JsonNode objects = bundle.path("objects");
        if (!objects.isArray()) {
            return false;
        }
        for (JsonNode object : objects) {
            boolean counts = object.path("type").asText().equals("indicator")
                    && !object.path("revoked").asBoolean(false)
                    && object.path("pattern_type").asText("stix").equals("stix");
            if (counts) {
                readPattern(
                        object.path("id").asText("an indicator"),
                        object.path("pattern").asText(),
                        destinations,
                        problems);
            }
        }
        return true;
    }

    private static void readPattern(String id, String pattern, Destinations destinations, Consumer<String> problems) {
        if (MORE_THAN_A_LIST.matcher(QUOTED.matcher(pattern).replaceAll("''")).find()) {
            problems.accept(Values.shorten(id) + ": a pattern of several conditions; left out");
            return;
        }
        Matcher comparisons = COMPARISON.matcher(pattern);
        while (comparisons.find()) {
            if (!READ.contains(comparisons.group(3))) {
                problems.accept(Values.shorten(id) + ": " + comparisons.group(3) + " is not read; left out");
                continue;
            }
            Matcher values = QUOTED.matcher(comparisons.group(4));
            while (values.find()) {
                String value = values.group(1);
                boolean url = comparisons.group(1).equals("url");
                if (!(url ? destinations.addUrl(value) : destinations.add(value))) {
                    problems.accept(Values.shorten(id) + ": '" + Values.shorten(value) + "' is no destination");
                }
            }
        }
    }
}
