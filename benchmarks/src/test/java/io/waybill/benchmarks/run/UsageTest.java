package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @Test
    void a_process_knows_what_it_took() throws IOException {
        Usage usage = Usage.ofThisProcess(77);

        assertThat(usage.cpuMillis()).isPositive();
        assertThat(usage.wallMillis()).isPositive();
        assertThat(usage.peakBytes()).isGreaterThan(10L << 20);
        assertThat(usage.repartitionBytes()).isEqualTo(77);
    }

    @Test
    void it_survives_being_a_line() {
        Usage usage = new Usage(1, 2, 3_000_000_000L, 4);

        assertThat(Usage.parse(usage.toLine())).isEqualTo(usage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "1 2 3 4 5", "a b c d"})
    void anything_else_is_refused(String line) {
        assertThatThrownBy(() -> Usage.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
