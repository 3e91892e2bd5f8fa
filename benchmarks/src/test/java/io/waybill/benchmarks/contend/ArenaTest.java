package io.waybill.benchmarks.contend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArenaTest {

    @Test
    void an_arena_survives_being_an_argument_of_a_process() {
        Arena arena = new Arena(
                "127.0.0.1:9",
                "http://127.0.0.1:8",
                "waybill-bench-g1",
                4,
                2,
                3,
                10_000_000_000L,
                Path.of("/some where"),
                Map.of("commit.interval.ms", "5000", "producer.odd", "a=b=c"));

        assertThat(Arena.of(arena.toArguments())).isEqualTo(arena);
    }

    @Test
    void letters_tell_contenders_apart() {
        String letters =
                Arrays.stream(Contender.values()).map(Contender::letter).collect(Collectors.joining());

        assertThat(letters).isEqualTo("abcdefghi");
    }
}
