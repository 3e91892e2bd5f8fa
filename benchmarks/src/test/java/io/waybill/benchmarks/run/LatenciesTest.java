package io.waybill.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    private static Latencies of(int from, int to) {
        Latencies latencies = new Latencies();
        for (int millis = to; millis >= from; millis--) {
            latencies.add(millis);
        }
        return latencies;
    }

    @Test
    void a_percentile_is_the_smallest_time_that_the_share_does_not_exceed() {
        Latencies hundred = of(1, 100);

        assertThat(hundred.percentile(0.5)).isEqualTo(50);
        assertThat(hundred.percentile(0.99)).isEqualTo(99);
        assertThat(hundred.percentile(1)).isEqualTo(100);
        assertThat(hundred.percentile(0.001)).isEqualTo(1);
        assertThat(hundred.size()).isEqualTo(100);
    }

    @Test
    void one_time_is_every_percentile() {
        assertThat(of(7, 7).percentile(0.5)).isEqualTo(of(7, 7).percentile(1)).isEqualTo(7);
    }

    @Test
    void is_told_in_seconds() {
        assertThat(of(1, 2_000).describe()).isEqualTo("median 1.00 s, p99 1.98 s, max 2.00 s");
    }

    @Test
    void nothing_measured_is_not_zero() {
        assertThatThrownBy(() -> new Latencies().percentile(0.5)).hasMessage("nothing was measured");
    }
}
