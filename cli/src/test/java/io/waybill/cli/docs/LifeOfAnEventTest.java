package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The way of an event is told with the names that the code has. */
class LifeOfAnEventTest {

    private static final Page LIFE = Page.read(Page.ROOT.resolve("docs/life-of-an-event.md"));
    private static final Page LEARNED = Page.read(Page.ROOT.resolve("docs/explanation/learned-from.md"));
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
    private static final Pattern FOLDER = Pattern.compile("`([a-z]+)((?:/[a-z]+)*)`");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z][A-Za-z0-9]+)");
    private static final Pattern SCHEMA = Pattern.compile("\"name\": *\"([A-Z][A-Za-z0-9]+)\"");

    @Test
    void everyTypeItNamesIsDeclared() throws IOException {
        Set<String> declared = new TreeSet<>(found(DECLARED, sources("src/main", ".java")));
        declared.addAll(found(SCHEMA, sources("src/main", ".avsc")));

        Set<String> named = found(TYPE, List.of(LIFE.text()));

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named).isSubsetOf(declared);
    }

    @Test
    void everyHeadingWithAPackageNamesOne() {
        List<MatchResult> folders = LIFE.text()
                .lines()
                .filter(line -> line.startsWith("## "))
                .flatMap(heading -> FOLDER.matcher(heading).results())
                .toList();

        assertThat(folders).hasSizeGreaterThanOrEqualTo(6).allSatisfy(folder -> {
            Path main = Page.ROOT.resolve(folder.group(1) + "/src/main/java/io/waybill/" + folder.group(1));
            assertThat(Path.of(main + folder.group(2))).isDirectory();
        });
    }

    /** The second column of the table: the file of ours. */
    @Test
    void everyFileLaidBesideAnothersIsThere() throws IOException {
        String rows = LEARNED.text()
                .lines()
                .filter(line -> line.startsWith("| ") && line.split("\\|").length == 5)
                .map(line -> line.split("\\|")[2])
                .collect(Collectors.joining("\n"));
        List<String> sources = new ArrayList<>(sources("src/main", ".java"));
        sources.addAll(sources("src/test", ".java"));

        Set<String> named = found(TYPE, List.of(rows));

        assertThat(named).hasSizeGreaterThan(12);
        assertThat(named).isSubsetOf(found(DECLARED, sources));
    }

    private static Set<String> found(Pattern pattern, List<String> texts) {
        return texts.stream()
                .flatMap(text -> pattern.matcher(text).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> sources(String folder, String ending) throws IOException {
        try (Stream<Path> modules = Files.list(Page.ROOT)) {
            List<Path> roots = modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .toList();
            List<Path> files = new ArrayList<>();
            for (Path root : roots) {
                try (Stream<Path> below = Files.walk(root)) {
                    below.filter(file -> file.toString().endsWith(ending)).forEach(files::add);
                }
            }
            List<String> texts = new ArrayList<>();
            for (Path file : files) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
