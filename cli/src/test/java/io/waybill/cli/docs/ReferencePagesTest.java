package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Main;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Pages that are generated say what the program says; {@code -Dwaybill.write-references} writes them. */
class ReferencePagesTest {

    private static final Path FOLDER = Page.ROOT.resolve("docs/reference");
    private static final boolean WRITE = System.getProperty("waybill.write-references") != null;

    @Test
    void commands() throws IOException {
        Terminal nowhere = new Terminal(
                new ByteArrayOutputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                false);
        isCurrent("commands.md", CommandReference.of(new Main(nowhere).commands()));
    }

    @Test
    void topics() throws IOException {
        isCurrent("topics.md", TopicReference.of(Topic.values()));
    }

    private static void isCurrent(String name, String generated) throws IOException {
        Path page = FOLDER.resolve(name);
        if (WRITE) {
            Files.createDirectories(FOLDER);
            Files.writeString(page, generated);
        }
        assertThat(page)
                .as("what the program says; the page tells how to write it anew")
                .hasContent(generated);
    }
}
