package io.waybill.captures.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.InputProblem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list of destinations takes from a line, and what it says it cannot take. */
class ListFileTest {

    @TempDir
    Path folder;

    private final List<InputProblem> problems = new ArrayList<>();

    private Destinations read(String text) throws IOException {
        Path file = folder.resolve("list.txt");
        Files.writeString(file, text);
        return ListFile.read(file, problems::add);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Evil.Example.                        | evil.example
        *.evil.example                       | evil.example
        .evil.example  # since May           | evil.example
        192.0.2.9                            | 192.0.2.9
        192.0.2.9/24                         | 192.0.2.0/24
        192.0.2.9/0                          | 0.0.0.0/0
        192.0.2.9/32                         | 192.0.2.9/32
        192.0.2.255/25                       | 192.0.2.128/25
        2001:DB8::1/33                       | 2001:db8::/33
        0.0.0.0 evil.example other.example   | evil.example other.example
        127.0.0.1 localhost                  | -
        127.0.0.1 localhost.localdomain      | -
        ::1 localhost6 localhost6.localdomain6 | -
        ff02::1 ip6-allnodes                 | -
        fe80::1%lo0 localhost                | -
        255.255.255.255 broadcasthost        | -
        0.0.0.0 0.0.0.0                      | -
        0.0.0.0 localhost.evil.example       | localhost.evil.example
        0.0.0.0 localhost-evil.example       | localhost-evil.example
        0.0.0.0 ip6-evil.example             | ip6-evil.example
        """)
    void lines(String line, @Nullable String taken) throws IOException {
        Destinations list = read("\n" + line + "\n");

        assertThat(problems).isEmpty();
        List<String> all = new ArrayList<>(list.sites);
        all.addAll(list.networks);
        assertThat(String.join(" ", all)).isEqualTo(taken == null ? "" : taken);
        assertThat(list.size()).isEqualTo(all.size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no domain",
        "evil..example",
        "192.0.2.9/33",
        "2001:db8::/129",
        "192.0.2.9/x",
        "192.0.2.9/",
        "http://evil.example/",
        "0.0.0.0 evil..example",
        "evil.example 0.0.0.0",
    })
    void whatIsNoDestinationIsSaidWithItsLine(String line) throws IOException {
        Destinations list = read("\n" + line + "\nlast.example\n");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isEqualTo(2);
            assertThat(problem.reason()).startsWith("'" + line + "' is no domain");
        });
        assertThat(list.sites).containsExactly("last.example");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"type":"bundle"                                   | line 2 | not JSON: Unexpected end-of-input
        {"type":"bundle"}                                  | file 0 | JSON, but neither a STIX 2.1 bundle nor MISP events
        [{"domain":"evil.example"}]                        | file 0 | JSON, but neither a STIX 2.1 bundle nor MISP events
        [{"Attribute":[{"type":"domain","value":"a b"}]}]  | file 0 | attribute 'a b' is no destination
        """)
    void whatIsWrongWithAListOfJsonIsSaid(String json, String place, String reason) throws IOException {
        assertThat(read(" \n" + json).size()).isZero();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.unit() + " " + problem.position()).isEqualTo(place);
            assertThat(problem.reason()).startsWith(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "# nothing\n", "\u00fc.example\n{.example"})
    void whatDoesNotBeginAsJsonIsNone(String text) throws IOException {
        Destinations list = read(text);

        assertThat(list.size()).isEqualTo(text.contains("{") ? 1 : 0);
        assertThat(problems).hasSize(list.size());
    }

    @Test
    void aDomainHas253CharactersAtMost() throws IOException {
        String name = "a.".repeat(125) + "abc";
        assertThat(read(name + "\n" + name + "d\n").sites).containsExactly(name);
        assertThat(problems).hasSize(1);
    }

    /** A line, and as much behind it that is none. */
    @ParameterizedTest(name = "{0} bytes beyond 64 MiB")
    @ValueSource(ints = {0, 1})
    void aListOf64MebibytesIsReadAndALongerOneIsNot(int beyond) throws IOException {
        Path file = folder.resolve("long.txt");
        try (RandomAccessFile list = new RandomAccessFile(file.toFile(), "rw")) {
            list.writeBytes("evil.example\n");
            list.setLength(64 * 1024 * 1024 + beyond);
        }

        assertThat(ListFile.read(file, problems::add).sites).hasSize(1 - beyond);
        assertThat(problems)
                .extracting(InputProblem::unit, problem -> problem.reason().startsWith("larger than 67108864 bytes"))
                .containsExactly(beyond == 0 ? tuple("line", false) : tuple("file", true));
    }
}
