package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock of a pcapng interface: units by the option's byte, seconds added, what is cut off and what is clamped. */
class TimeResolutionTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0x00, 1",
        "0x06, 1000000",
        "0x12, 1000000000000000000",
        "0x13, 1000000000000000000",
        "0x7f, 1000000000000000000",
        "0x80, 1",
        "0x8a, 1024",
        "0xbe, 4611686018427387904",
        "0xbf, 4611686018427387904",
        "0xff, 4611686018427387904",
    })
    void unitsOfASecond(String option, long units) {
        assertThat(TimeResolution.of(Integer.decode(option), 7)).isEqualTo(new TimeResolution(units, 7));
    }

    @ParameterizedTest(name = "{1} units of 1/{0} s")
    @CsvSource({
        "1, 5, 5000, 0",
        "2, 5, 2500, 0",
        "1000, 5999, 5999, 0",
        "1024, 6143, 5999, 23437",
        "17179869184, 18, 0, 1",
        "1000000, 5999001, 5999, 1000",
        "1000000, 5999999, 5999, 999000",
        "1000000000, 5999000001, 5999, 1",
        "1000000000, 5999999999, 5999, 999999",
        "1000000000, 5123456789, 5123, 456789",
        "10000000000, 59999999999, 5999, 999999",
        "1000000000000000, 5999999999999999, 5999, 999999",
        "1000000000000000000, 5999999999999999999, 5999, 999999",
        "1000000000000000000, 5000000001000000000, 5000, 1",
        "4611686018427387904, 4611686018427387903, 999, 999999",
        "4611686018427387904, 2305843009213693952, 500, 0",
        "8589934592, 8589934591, 999, 999999",
        "17179869184, 17179869183, 999, 999999",
    })
    void momentsAreCutToMillisecondsAndToNanoseconds(long unitsPerSecond, long units, long millis, int nanos) {
        TimeResolution clock = new TimeResolution(unitsPerSecond, 0);

        assertThat(clock.millis(units)).isEqualTo(millis);
        assertThat(clock.nanosOfMilli(units)).isEqualTo(nanos);
        assertThat(new TimeResolution(unitsPerSecond, 10).millis(units)).isEqualTo(millis + 10_000);
        assertThat(new TimeResolution(unitsPerSecond, -2).millis(units)).isEqualTo(Math.max(0, millis - 2_000));
    }

    /** Seconds with an offset; the last moment is that of the year 9999. */
    @ParameterizedTest(name = "{0} + {1}")
    @CsvSource({
        "253402300799, 0, 253402300799000",
        "253402300800, 0, 253402300799999",
        "253402300799, 1, 253402300799999",
        "0, 253402300799, 253402300799000",
        "0, 253402300800, 253402300799999",
        "5, -253402300799, 0",
        "5, -253402300800, 253402300799999",
        "-1, 0, 253402300799999",
        "9223372036854775807, 0, 253402300799999",
        "0, -9223372036854775807, 253402300799999",
    })
    void momentsBeyondAllReasonAreClamped(long seconds, long offset, long millis) {
        assertThat(new TimeResolution(1, offset).millis(seconds)).isEqualTo(millis);
    }
}
