import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds the licences of a CycloneDX file against a list of allowed ones; run as a source file. */
final class Licences {

    private Licences() {}

    /** {@code BOM ALLOWED}; exits 1 where a component has no licence that is allowed. */
    public static void main(String[] args) throws IOException {
        Set<String> allowed = Files.readAllLines(Path.of(args[1])).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toSet());
        TreeMap<String, Integer> used = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (JsonNode component :
                new ObjectMapper().readTree(Path.of(args[0]).toFile()).path("components")) {
            List<String> licences = licences(component);
            String name = component.path("group").asText() + ":"
                    + component.path("name").asText() + ":"
                    + component.path("version").asText();
            // Where there are several, any one of them may be chosen.
            licences.stream()
                    .filter(allowed::contains)
                    .findFirst()
                    .ifPresentOrElse(
                            licence -> used.merge(licence, 1, Integer::sum),
                            () -> refused.add(name + ": " + (licences.isEmpty() ? "no licence" : licences)));
        }
        used.forEach((licence, times) -> System.out.println(times + "  " + licence));
        refused.forEach(line -> System.err.println("not allowed: " + line));
        System.exit(refused.isEmpty() ? 0 : 1);
    }

    private static List<String> licences(JsonNode component) {
        List<String> found = new ArrayList<>();
        for (JsonNode choice : component.path("licenses")) {
            JsonNode licence = choice.path("license");
            if (choice.has("expression")) {
                for (String part : choice.path("expression").asText().split(" OR ")) {
                    found.add(part.replace("(", "").replace(")", "").strip());
                }
            } else {
                found.add(
                        licence.has("id")
                                ? licence.path("id").asText()
                                : licence.path("name").asText());
            }
        }
        return found;
    }
}
