package io.waybill.benchmarks.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.benchmarks.run.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole comparison with real processes, small. */
@Tag("slow")
class DecodeBenchTest {

    @TempDir
    Path folder = Path.of("");

    /** Reads the file it is to decode, as the command would. */
    static final class Reader {
        public static void main(String[] arguments) throws IOException {
            boolean asked = arguments.length == 2 && arguments[0].equals("decode");
            System.exit(asked && Files.size(Path.of(arguments[1])) > 0 ? 0 : 2);
        }
    }

    /** Cannot run. */
    static final class Broken {
        public static void main(String[] arguments) {
            System.exit(3);
        }
    }

    private static List<String> words(Class<?> main) {
        return JavaProcess.command(main, "64m", List.of(), List.of("decode"));
    }

    @Test
    void everybody_reads_both_files_and_nothing_is_left_behind() throws Exception {
        List<String> said = new ArrayList<>();
        List<String> lines =
                new DecodeBench(new DecodePlan(2, 5_000, 2, "64m", 1), words(Reader.class), folder, said::add).run();

        assertThat(lines.get(0)).contains("Java", "heap 64m");
        assertThat(lines).filteredOn(line -> line.startsWith("reading (cat) ")).hasSize(2);
        assertThat(lines).filteredOn(line -> line.startsWith("decoding, warm ")).hasSize(2);
        assertThat(lines).filteredOn(line -> line.contains(" rows")).isNotEmpty();
        assertThat(lines).anyMatch(line -> line.matches("decoding, warm: .* reading \\(cat\\)"));
        assertThat(said).anyMatch(line -> line.contains("writing a capture"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("rounds");
        }
    }

    @Test
    void a_command_that_fails_is_no_figure() {
        assertThatThrownBy(() -> new DecodeBench(
                                new DecodePlan(1, 0, 2, "64m", 1), words(Broken.class), folder, line -> {})
                        .run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with 3");
    }

    @Test
    void a_process_is_measured_from_its_start_to_its_end() throws Exception {
        Figure busy = new Pinned()
                .run(
                        "busy",
                        List.of("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"),
                        ProcessBuilder.Redirect.DISCARD);

        assertThat(busy.who()).isEqualTo("busy");
        assertThat(busy.cpuMillis()).isPositive();
        assertThat(busy.wallMillis()).isPositive();
        assertThat(busy.peakBytes()).isBetween(100_000L, 100_000_000L);
    }

    @Test
    void programs_are_looked_for_on_the_path() {
        assertThat(Pinned.isInstalled("sh")).isTrue();
        assertThat(Pinned.isInstalled("no-such-program-anywhere")).isFalse();
    }
}
