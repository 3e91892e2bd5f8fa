package io.waybill.streams.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("sets the locale that all of this JVM reads")
class WordsTest {

    @ParameterizedTest(name = "{0} ms: {1}")
    @CsvSource({
        "0, 0 milliseconds",
        "1, 1 millisecond",
        "949, 949 milliseconds",
        "950, 1 second",
        "1000, 1 second",
        "1500, 1.5 seconds",
        "99900, 99.9 seconds",
        "100000, 1.7 minutes",
        "300000, 5 minutes",
        "3600000, 1 hour",
        "5400000, 1.5 hours",
        "86400000, 24 hours",
        "171900000, 47.8 hours",
        "172000000, 2 days",
        "172800000, 2 days",
        "604800000, 7 days"
    })
    void durations(double millis, String words) {
        assertThat(Words.duration(millis)).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, 0",
        "7, 7",
        "1.5, 1.5",
        "1.25, 1.3",
        "1.04, 1",
        "-0.04, 0",
        "-2.5, -2.5",
        "999999, 999999",
        "100000000000000, 100000000000000"
    })
    void numbersHaveOneDecimalAtMost(double value, String words) {
        assertThat(Words.number(value)).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, 0 %",
        "0.0001, under 0.1 %",
        "0.00099, under 0.1 %",
        "0.001, 0.1 %",
        "0.076, 7.6 %",
        "0.5, 50 %",
        "1, 100 %"
    })
    void aShareThatIsNotZeroNeverReadsAsZero(double share, String words) {
        assertThat(Words.percent(share)).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1 kB",
        "1500000, 1.5 MB",
        "2e9, 2 GB",
        "3e12, 3 TB",
        "4e15, 4 PB",
        "5e18, 5 EB",
        "9223372036854775807, 9.2 EB",
        "5e21, 5000 EB"
    })
    void bytes(double bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"999.95, 1 kB", "999.97, 1 kB", "999960, 1 MB", "999.94e6, 999.9 MB", "999.96e9, 1 TB"})
    void bytesThatRoundToAThousandTakeTheNextUnit(double bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 devices", "1, 1 device", "12, 12 devices"})
    void counts(long n, String words) {
        assertThat(Words.count(n, "device")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"3, 40, 3 of 40 devices (7.5 %)", "0, 0, 0 of 0 devices", "1, 1, 1 of 1 device (100 %)"})
    void shares(long k, long n, String words) {
        assertThat(Words.share(k, n, "device")).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.0005 | about 1 in 2,000
            0.5    | about 1 in 2
            1      | about 1 in 1
            1e-9   | about 1 in 999,999,999
            1e-12  | about 1 in 1,000,000,000,000
            1e-13  | less than 1 in a million million
            0      | less than 1 in a million million
            """)
    void chances(double p, String words) {
        assertThat(Words.chance(p)).isEqualTo(words);
    }

    @Test
    void timesAreUtcAndEnglishWhereverItRuns() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Words.time(1_407_143_700_000L)).isEqualTo("4 August 2014 09:15 UTC");
            assertThat(Words.number(1.5)).isEqualTo("1.5");
            assertThat(Words.chance(1e-6)).isEqualTo("about 1 in 1,000,000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
