package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between pages lead to files that exist, and to headings that exist in them. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    static Stream<Page> pages() {
        return Page.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_lead_somewhere(Page page) {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(page.text());
        while (link.find()) {
            String target = link.group(1);
            if (!target.contains("://") && !leads(page, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).as("links of %s that lead nowhere", page).isEmpty();
    }

    private static boolean leads(Page page, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = Page.ROOT.resolve(page.path());
        if (!path.isEmpty()) {
            file = Objects.requireNonNull(file.getParent()).resolve(path).normalize();
        }
        if (!Files.exists(file)) {
            return false;
        }
        return hash < 0
                || !Files.isRegularFile(file)
                || anchors(Page.read(file)).contains(target.substring(hash + 1));
    }

    private static List<String> anchors(Page page) {
        return HEADING.matcher(page.text())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .strip()
                        .replace(' ', '-'))
                .toList();
    }
}
