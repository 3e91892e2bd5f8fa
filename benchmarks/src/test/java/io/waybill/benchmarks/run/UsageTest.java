package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.benchmarks.contend.Trace;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @Test
    void a_process_knows_what_it_took() throws IOException {
        Usage usage = Usage.ofThisProcess(new Trace(77, 5, 0, 0));

        assertThat(usage.cpuMillis()).isPositive();
        assertThat(usage.wallMillis()).isPositive();
        assertThat(usage.peakBytes()).isGreaterThan(10L << 20);
        assertThat(usage.repartitionBytes()).isEqualTo(77);
        assertThat(usage.liveBytes()).isEqualTo(5);
    }

    @Test
    void it_survives_being_a_line() {
        Usage usage = new Usage(1, 1, 2, 3_000_000_000L, 4, 5);

        assertThat(Usage.parse(usage.toLine())).isEqualTo(usage);
    }

    @Test
    void looking_at_the_heap_is_not_the_contenders_time() throws IOException {
        Usage before = Usage.ofThisProcess(new Trace(0, 0, 0, 0));

        Usage less = Usage.ofThisProcess(new Trace(0, 0, 1_000_000, 2_000_000));

        assertThat(less.cpuMillis()).isLessThan(before.cpuMillis());
        assertThat(less.wallMillis()).isLessThan(before.wallMillis());
    }

    @Test
    void processes_that_share_the_work_are_sums_the_longest_time_and_the_largest() {
        assertThat(Usage.together(List.of(new Usage(10, 10, 300, 7, 1, 50), new Usage(20, 20, 200, 9, 2, 60))))
                .isEqualTo(new Usage(30, 20, 300, 9, 3, 110));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "1 2 3 4 5", "1 2 3 4 5 6 7", "a b c d"})
    void anything_else_is_refused(String line) {
        assertThatThrownBy(() -> Usage.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
