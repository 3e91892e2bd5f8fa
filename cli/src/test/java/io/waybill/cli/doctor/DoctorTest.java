package io.waybill.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private record Fixed(String name, Outcome outcome) implements Check {
        @Override
        public Outcome look() {
            return outcome;
        }
    }

    private record Breaks(String name) implements Check {
        @Override
        public Outcome look() {
            throw new IllegalStateException("no such thing");
        }
    }

    @Test
    void says_of_each_check_what_was_seen_and_what_to_do() throws Exception {
        Doctor doctor = new Doctor(List.of(
                new Fixed("broker", new Good("answers")),
                new Fixed("disk", new Doubtful("9% free", List.of("/data 1 GB of 11 GB"), "make room")),
                new Fixed("topics", new Bad("one is missing", List.of(), "make it")),
                new Fixed("lag", new Unknown("nothing to ask"))));

        assertThat(doctor.report())
                .containsExactly(
                        "ok    broker     answers",
                        "look  disk       9% free",
                        "      /data 1 GB of 11 GB",
                        "      -> make room",
                        "BAD   topics     one is missing",
                        "      -> make it",
                        "?     lag        nothing to ask");
        assertThat(doctor.foundSomething()).isTrue();
    }

    @Test
    void doubts_and_ignorance_are_no_negative_result() throws Exception {
        Doctor doctor = new Doctor(List.of(
                new Fixed("disk", new Doubtful("9% free", List.of(), "make room")),
                new Fixed("lag", new Unknown("nothing to ask"))));
        doctor.report();

        assertThat(doctor.foundSomething()).isFalse();
    }

    @Test
    void a_check_that_breaks_is_a_finding_and_the_next_one_runs() throws Exception {
        Doctor doctor = new Doctor(List.of(new Breaks("odd"), new Fixed("broker", new Good("answers"))));

        assertThat(doctor.report())
                .anySatisfy(line -> assertThat(line).startsWith("BAD").contains("no such thing"))
                .contains("ok    broker     answers");
        assertThat(doctor.foundSomething()).isTrue();
    }
}
