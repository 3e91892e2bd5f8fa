package io.waybill.captures.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.InputProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What arguments lead to: files, folders, globs, standard input; each once, sorted by name. */
class InputFinderTest {
    @TempDir
    private Path folder;

    private final List<InputProblem> problems = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        for (String file : new String[] {
            "logs/b.log",
            "logs/a.log",
            "logs/deep/c.log",
            "logs/.hidden.log",
            "logs/.git/d.log",
            "logs/deep/e.txt",
            "x[1].log"
        }) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
        Files.createDirectories(folder.resolve("nothing/.hidden"));
        Files.writeString(folder.resolve("nothing/.hidden/f.log"), "f");
    }

    private List<String> find(String... arguments) throws IOException {
        problems.clear();
        List<String> whole = List.of(arguments).stream()
                .map(argument -> argument.equals("-") ? argument : folder + "/" + argument)
                .toList();
        return InputFinder.find(whole, problems::add).stream()
                .map(input -> input.name().replace(folder + "/", "") + (input.explicit() ? "" : " met"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
        logs             ; logs/a.log met, logs/b.log met, logs/deep/c.log met, logs/deep/e.txt met
        logs/deep        ; deep/c.log met, deep/e.txt met
        logs/../logs/deep ; deep/c.log met, deep/e.txt met
        logs/.git        ; .git/d.log met
        logs/.hidden.log ; logs/.hidden.log
        logs/*.log       ; logs/a.log, logs/b.log
        logs/?.log       ; logs/a.log, logs/b.log
        logs/[ab].log    ; logs/a.log, logs/b.log
        logs/{a,x}.log   ; logs/a.log
        logs/./*.log     ; logs/./a.log, logs/./b.log
        logs/../logs/*.log ; logs/../logs/a.log, logs/../logs/b.log
        logs/**.log      ; logs/a.log, logs/b.log, logs/deep/c.log
        */deep/*         ; logs/deep/c.log, logs/deep/e.txt
        */*/*            ; logs/deep/c.log, logs/deep/e.txt
        l*/{a,deep/c}.log ; logs/a.log, logs/deep/c.log
        x[1].log         ; x[1].log
        logs/a.log logs  ; logs/a.log, logs/b.log met, logs/deep/c.log met, logs/deep/e.txt met
        logs/b.log logs/a.log logs/b.log ; logs/a.log, logs/b.log
        """)
    void leadTo(String arguments, String found) throws IOException {
        assertThat(find(arguments.split(" "))).isEqualTo(List.of(found.split(", ")));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "missing.log, no such file or folder",
        "logs/*.pcap, matches no file",
        "missing/*.log, matches no file",
        "logs/{a, not a glob: ",
        "nothing, holds no file",
    })
    void leadNowhere(String argument, String reason) throws IOException {
        assertThat(find(argument)).isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.input()).isEqualTo(folder + "/" + argument);
            assertThat(problem.unit()).isEqualTo("file");
            assertThat(problem.reason()).startsWith(reason);
        });
    }

    @Test
    void standardInputIsThereOnceAndLinksAreTheirFile() throws IOException {
        assertThat(find("-", "logs/a.log", "-")).containsExactly("-", "logs/a.log");
        assertThat(find("logs/a.log", "-")).containsExactly("-", "logs/a.log");
        Files.createSymbolicLink(folder.resolve("logs/link.log"), folder.resolve("logs/a.log"));

        assertThat(find("logs/link.log", "logs/a.log")).containsExactly("logs/link.log");
    }

    @Test
    void aFolderThatIsNamedMayBeALinkAndLinksToFoldersBelowItAreNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("current"), folder.resolve("logs"));

        assertThat(find("current"))
                .containsExactly(
                        "current/a.log met", "current/b.log met", "current/deep/c.log met", "current/deep/e.txt met");
        assertThat(find("current/*.log")).containsExactly("current/a.log", "current/b.log");
        assertThat(find("current/deep")).containsExactly("deep/c.log met", "deep/e.txt met");
        assertThat(problems).isEmpty();

        Files.createSymbolicLink(folder.resolve("logs/deep/up"), folder.resolve("logs"));
        assertThat(find("logs/deep")).containsExactly("deep/c.log met", "deep/e.txt met");
    }

    /** Whoever may read everything, as the superuser may, finds what is there; everybody else is told, whether it is named or met. */
    @ParameterizedTest
    @CsvSource({"logs/deep, 2, 0", "logs, 4, 2"})
    void aFolderThatCannotBeListedIsTold(String named, int all, int others) throws IOException {
        Path closed = folder.resolve("logs/deep");
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(closed);
        Files.setPosixFilePermissions(closed, Set.of());
        boolean readable = Files.isReadable(closed);
        try {
            assertThat(find(named)).hasSize(readable ? all : others);
            assertThat(problems)
                    .hasSize(readable ? 0 : 1)
                    .allSatisfy(problem -> assertThat(problem.reason()).startsWith("cannot be listed whole: "));
        } finally {
            Files.setPosixFilePermissions(closed, before);
        }
    }

    /** Not through the whole disk, and not in the working folder. */
    @Test
    void aGlobAtTheRootLooksThereAlone() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/"))) {
            List<String> visible = entries.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> !name.startsWith("/."))
                    .sorted()
                    .toList();

            assertThat(InputFinder.find(List.of("/*"), problems::add))
                    .extracting(FoundInput::name)
                    .isEqualTo(visible);
        }
    }

    @Test
    void aGlobWhoseFilesAreThereAlreadyMatchesThem() throws IOException {
        assertThat(find("logs/a.log", "logs/a*")).containsExactly("logs/a.log");
        assertThat(problems).isEmpty();
    }

    @Test
    void globsWithoutFolderAndWhatIsNoPath() throws IOException {
        assertThat(InputFinder.find(List.of("no-such-*.log"), problems::add)).isEmpty();
        assertThat(problems).extracting(InputProblem::reason).containsExactly("matches no file");
        assertThat(InputFinder.find(List.of("pom.xm?"), problems::add))
                .containsExactly(new FoundInput("pom.xml", Path.of("pom.xml"), true));
        assertThat(find("logs/a\0b")).as("no path on any system").isEmpty();
        assertThat(problems).extracting(InputProblem::reason).containsExactly("no such file or folder");
    }
}
