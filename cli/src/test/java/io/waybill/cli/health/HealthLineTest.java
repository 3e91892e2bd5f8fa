package io.waybill.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody who watches sees how the state is rebuilt, on one line, and when it is done. */
class HealthLineTest {

    private static final String NL = System.lineSeparator();

    private static String shown(boolean interactive, Health... states) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        HealthLine line = new HealthLine(
                new Terminal(results, new PrintStream(messages, true, StandardCharsets.UTF_8), interactive));
        List.of(states).forEach(line::show);
        assertThat(results.size()).as("it is no result").isZero();
        return messages.toString(StandardCharsets.UTF_8);
    }

    @Test
    void is_rewritten_while_the_state_is_rebuilt_and_ends_when_it_runs() {
        String text = shown(
                true,
                Health.waiting("joins the group"),
                Health.waiting("restores its state: 5 of 300 records"),
                Health.waiting("restores its state: 5 of 300 records"),
                Health.waiting("restores its state: 300 of 300 records"),
                Health.ready("runs"),
                Health.ready("runs"));

        assertThat(text)
                .isEqualTo("\rpipeline  joins the group"
                        + "\rpipeline  restores its state: 5 of 300 records"
                        + "\rpipeline  restores its state: 300 of 300 records"
                        + "\rpipeline  runs" + " ".repeat(34) + NL);
    }

    @Test
    void what_runs_from_the_beginning_needs_no_line() {
        assertThat(shown(true, Health.ready("runs"), Health.ready("runs"))).isEmpty();
    }

    @Test
    void comes_again_when_partitions_move() {
        assertThat(shown(true, Health.ready("runs"), Health.waiting("waits"), Health.ready("runs")))
                .isEqualTo("\rpipeline  waits\rpipeline  runs " + NL);
    }

    @Test
    void says_nothing_in_a_pipe() {
        assertThat(shown(false, Health.waiting("restores its state: 5 of 300 records"), Health.ready("runs")))
                .isEmpty();
    }

    @Test
    void control_characters_of_a_broker_s_message_do_not_reach_the_terminal() {
        assertThat(shown(true, Health.waiting("waits for the cluster: \u001b[2Jx")))
                .doesNotContain("\u001b");
    }
}
