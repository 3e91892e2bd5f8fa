package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.testkit.pcap.SampleCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@code sh} blocks of a page are one script. It is run by a shell in a folder that holds what a reader has: the launcher, a
 * capture {@code phones.pcap} and an inventory {@code phones.csv}. A block that is meant to end otherwise says so behind its
 * fence: {@code sh exit=1}.
 */
class DocumentedCommandsTest {

    private static final Pattern EXIT = Pattern.compile("sh exit=(\\d)");
    private static final long MINUTES = 5;

    @TempDir
    Path folder = Path.of("");

    static Stream<Page> pages() {
        return Page.all().stream().filter(page -> !commands(page).isEmpty());
    }

    private static List<Page.Block> commands(Page page) {
        return page.blocks().stream()
                .filter(block -> block.info().equals("sh") || block.info().startsWith("sh "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commands_do_what_their_page_says(Page page) throws Exception {
        prepare();
        for (Page.Block block : commands(page)) {
            Process shell = new ProcessBuilder("/bin/sh", "-eu", "-c", block.code())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            boolean ended = shell.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                shell.destroyForcibly();
            }
            String said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("%s line %d ends within %d minutes; it said%n%s", page, block.line(), MINUTES, said)
                    .isTrue();
            assertThat(shell.exitValue())
                    .as("exit code of %s line %d, which said%n%s", page, block.line(), said)
                    .isEqualTo(expected(block));
        }
    }

    private static int expected(Page.Block block) {
        Matcher exit = EXIT.matcher(block.info());
        return exit.matches() ? Integer.parseInt(exit.group(1)) : 0;
    }

    private void prepare() throws IOException {
        SampleCapture.write(folder);
        Files.move(folder.resolve(SampleCapture.CAPTURE), folder.resolve("phones.pcap"));
        Files.move(folder.resolve(SampleCapture.INVENTORY), folder.resolve("phones.csv"));
        Path launcher = folder.resolve("waybill");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '%s' -Xmx2g -cp '%s' io.waybill.cli.Main \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
