package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java that a page shows is Java that is compiled and tested. */
class QuotedSourcesTest {

    private static final Path EXAMPLE = Page.ROOT.resolve("streams/src/test/java/io/waybill/streams/detect/example");

    @Test
    void the_detector_of_the_how_to_is_the_one_that_is_tested() throws IOException {
        List<String> shown = Page.read(Page.ROOT.resolve("docs/how-to/write-a-detector.md")).blocks().stream()
                .filter(block -> block.info().equals("java"))
                .map(Page.Block::code)
                .toList();

        assertThat(shown)
                .containsExactly(
                        Files.readString(EXAMPLE.resolve("NightShift.java")),
                        Files.readString(EXAMPLE.resolve("NightShiftTest.java")));
    }
}
