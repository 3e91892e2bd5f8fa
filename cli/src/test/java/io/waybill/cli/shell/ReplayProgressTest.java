package io.waybill.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.RestoreProgress.Restoration;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private ReplayProgress on(boolean interactive) {
        PrintStream messages = new PrintStream(shown, true, StandardCharsets.UTF_8);
        return new ReplayProgress(
                new Terminal(OutputStream.nullOutputStream(), messages, interactive),
                () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_case_that_was_there_before_shows_how_far_its_state_is_rebuilt() {
        try (ReplayProgress progress = on(true)) {
            progress.restoring(new Restoration(120_000, 300_000, 2, Duration.ofSeconds(4)));
            progress.processed(7);
            progress.restoring(new Restoration(300_000, 300_000, 0, Duration.ofSeconds(9)));
            progress.processed(8);
        }

        assertThat(shown())
                .containsSubsequence(
                        "0 events read, 0 through the pipeline ; state rebuilt: ",
                        " of ",
                        "0 events read, 7 through the pipeline ; state rebuilt: ",
                        "0 events read, 8 through the pipeline  ")
                .doesNotContain("8 through the pipeline ;")
                .endsWith(System.lineSeparator());
    }

    @Test
    void a_new_case_says_nothing_of_state() {
        try (ReplayProgress progress = on(true)) {
            progress.restoring(new Restoration(0, 0, 0, Duration.ZERO));
            progress.processed(8);
        }

        assertThat(shown()).contains("8 through the pipeline").doesNotContain("state");
    }

    @Test
    void nothing_is_shown_in_a_pipe() {
        try (ReplayProgress progress = on(false)) {
            progress.restoring(new Restoration(1, 2, 1, Duration.ZERO));
            progress.processed(8);
        }

        assertThat(shown()).isEmpty();
    }
}
