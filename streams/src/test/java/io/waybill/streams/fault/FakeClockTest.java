package io.waybill.streams.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FakeClockTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    @TempDir
    Path folder = Path.of("");

    @Test
    @Timeout(60)
    void a_process_that_runs_sees_its_wall_clock_jump_and_measures_intervals_as_before() throws Exception {
        assumeTrue(FakeClock.isPossible(), "libfaketime is not installed");
        FakeClock clock = FakeClock.at(folder.resolve("clock"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                ClockTeller.class.getName());
        builder.environment().putAll(clock.environment());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(until(out, ahead -> true)).isBetween(-HOUR / 60, HOUR / 60);

            clock.jump(Duration.ofHours(2));
            assertThat(until(out, ahead -> ahead > HOUR)).isBetween(2 * HOUR - HOUR / 60, 2 * HOUR + HOUR / 60);

            clock.jump(Duration.ofHours(-4));
            assertThat(until(out, ahead -> ahead < -HOUR)).isBetween(-2 * HOUR - HOUR / 60, -2 * HOUR + HOUR / 60);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Reads on to the first that is wanted: how far the wall clock is ahead of the time that passed, milliseconds. */
    private static long until(BufferedReader out, LongPredicate wanted) throws Exception {
        while (true) {
            String line = out.readLine();
            assertThat(line).as("it runs").isNotNull();
            long ahead = Long.parseLong(line);
            if (wanted.test(ahead)) {
                return ahead;
            }
        }
    }
}
