import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Says what the tests of a build were: how many ran in each module, which were skipped and why. Reads the reports of Surefire and
 * Failsafe that are newer than the build's begin.
 *
 * <p>Run from source: {@code java .ci/TestSummary.java FOLDER BEGIN left-out=GROUPS}, where BEGIN is an instant in ISO 8601 and
 * GROUPS are those of tests that were not asked for. The last line is {@code N passed, N failed, N skipped}.
 */
public final class TestSummary {

    private record Skipped(String testClass, String reason) {}

    private static final class Tally {
        private int run;
        private int failed;
        private double seconds;
        private int skipped;
        private final Map<Skipped, Integer> reasons = new LinkedHashMap<>();
    }

    private TestSummary() {}

    /** Prints the summary. */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        Instant begin = Instant.parse(args[1]);
        Map<String, Tally> modules = new TreeMap<>();
        for (Path report : reports(root, begin)) {
            String module = root.relativize(report).getName(0).toString();
            add(report, modules.computeIfAbsent(module, name -> new Tally()));
        }
        print(modules, args[2].substring("left-out=".length()));
    }

    private static List<Path> reports(Path root, Instant begin) throws IOException {
        try (Stream<Path> files = Files.find(root, 5, (path, file) -> file.isRegularFile()
                && path.getFileName().toString().matches("TEST-.*\\.xml")
                && path.getParent().getFileName().toString().endsWith("-reports")
                && !file.lastModifiedTime().toInstant().isBefore(begin))) {
            return files.sorted().toList();
        }
    }

    private static void add(Path report, Tally tally) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element suite = factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            tally.run++;
            tally.seconds += seconds(test.getAttribute("time"));
            NodeList skips = test.getElementsByTagName("skipped");
            if (skips.getLength() > 0) {
                tally.skipped++;
                tally.reasons.merge(
                        new Skipped(test.getAttribute("classname").replaceAll(".*\\.", ""), reason((Element) skips.item(0))),
                        1,
                        Integer::sum);
            }
            if (test.getElementsByTagName("failure").getLength() + test.getElementsByTagName("error").getLength() > 0) {
                tally.failed++;
            }
        }
    }

    /** The message; where a whole class was skipped, Surefire has it in the first line of the trace alone. */
    private static String reason(Element skipped) {
        String message = skipped.getAttribute("message");
        String told = message.isEmpty() ? skipped.getTextContent().strip().lines().findFirst().orElse("no reason given") : message;
        return told.replaceFirst("^org\\.opentest4j\\.TestAbortedException: ", "").replaceFirst("^Assumption failed: ", "");
    }

    private static double seconds(String text) {
        return text.isEmpty() ? 0 : Double.parseDouble(text.replace(",", ""));
    }

    private static void print(Map<String, Tally> modules, String leftOut) {
        int run = 0;
        int failed = 0;
        int skipped = 0;
        System.out.println();
        System.out.println("Tests of this build:");
        for (Map.Entry<String, Tally> module : modules.entrySet()) {
            Tally tally = module.getValue();
            run += tally.run;
            failed += tally.failed;
            skipped += tally.skipped;
            System.out.printf(
                    "  %-16s %5d run, %d failed, %d skipped, %.0f s%n",
                    module.getKey(), tally.run - tally.skipped, tally.failed, tally.skipped, tally.seconds);
            tally.reasons.forEach((each, tests) ->
                    System.out.printf("    skipped %d of %s: %s%n", tests, each.testClass(), each.reason()));
        }
        if (!leftOut.isBlank()) {
            System.out.println("  left out: tests of " + leftOut);
        }
        System.out.println();
        System.out.printf("%d passed, %d failed, %d skipped%n", run - failed - skipped, failed, skipped);
    }
}
