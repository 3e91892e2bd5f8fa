package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "100, 100",
        "-2.50, -2.5",
        "0.30000000000000004, 0.3",
        "0.1, 0.1",
        "2.0E-3, 0.002",
        "123456789012345, 123456789012345",
        "1e20, 100000000000000000000",
        "1e300, 1E+300",
        "1.5e-12, 0.0000000000015",
        "2.5e-300, 2.5E-300",
        "NaN, null",
        "Infinity, null",
        "-Infinity, null",
    })
    void oneTextForOneNumber(double value, String text) {
        assertThat(CanonicalNumber.text(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void textReadsBackAsTheNumberToFifteenDigits(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && Math.abs(value) > 1e-290) {
                double read = Double.parseDouble(CanonicalNumber.text(value));
                assertThat(Math.abs(read - value))
                        .as("seed %s value %s", seed, value)
                        .isLessThan(Math.abs(value) * 1e-14);
                assertThat(CanonicalNumber.text(read)).as("seed %s", seed).isEqualTo(CanonicalNumber.text(value));
            }
        }
    }
}
