package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Data that is shipped has its source in NOTICE. */
class NoticeTest {

    private static final List<String> DATA = List.of(".csv", ".bin", ".json", ".woff2");

    /** Made up for the simulator; nobody else's. */
    private static final String OWN = "testkit/src/main/resources/io/waybill/testkit/traffic/";

    @Test
    void every_data_file_is_named() throws IOException {
        String notice = Files.readString(Page.ROOT.resolve("NOTICE"));

        List<String> shipped = data();

        assertThat(shipped).hasSizeGreaterThan(3);
        assertThat(shipped).allSatisfy(file -> assertThat(notice).contains("(" + file + ")"));
    }

    private static List<String> data() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Page.ROOT)) {
            for (Path resources : modules.map(module -> module.resolve("src/main/resources"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> below = Files.walk(resources)) {
                    below.map(file -> Page.ROOT.relativize(file).toString())
                            .filter(file -> DATA.stream().anyMatch(file::endsWith) && !file.startsWith(OWN))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
