package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measuring around the command, with a command that only looks at what it is given. */
class StartupBenchTest {

    @TempDir
    Path folder = Path.of("");

    /** Ends well when it is to replay two events. */
    static final class Obedient {
        public static void main(String[] arguments) throws IOException {
            boolean asked = arguments.length == 4
                    && arguments[0].equals("replay")
                    && arguments[1].equals("--out")
                    && Files.readAllLines(Path.of(arguments[3])).size() == 2;
            System.out.println("a summary");
            System.exit(asked ? 0 : 2);
        }
    }

    /** Cannot run. */
    static final class Broken {
        public static void main(String[] arguments) {
            System.exit(3);
        }
    }

    private static List<String> replayOf(Class<?> command) {
        return JavaProcess.command(command, "64m", List.of(), List.of("replay"));
    }

    @Test
    void tells_median_and_maximum_of_its_runs() throws Exception {
        List<String> lines = new StartupBench(replayOf(Obedient.class), 3, folder).run();

        assertThat(lines.get(0)).endsWith("3 runs");
        assertThat(lines.get(2)).matches("median [0-9]+\\.[0-9]{2} s, max [0-9]+\\.[0-9]{2} s");
    }

    @Test
    void a_replay_that_fails_is_no_figure() {
        assertThatThrownBy(() -> new StartupBench(replayOf(Broken.class), 1, folder).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with 3");
    }
}
