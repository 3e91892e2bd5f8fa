package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain.example.com | plain.example.com
            a,b               | "a,b"
            say "no"          | "say ""no\"""
            `lead `           | "lead "
            ` trail`          | " trail"
            =1+1              | '=1+1
            +49               | '+49
            -1                | '-1
            @SUM(A1)          | '@SUM(A1)
            =A1,B1            | "'=A1,B1"
            a=b               | a=b
            '=1               | '=1
            """)
    void quotesAndDisarms(String value, String cell) {
        assertThat(new CsvRow().text(value)).hasToString(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\tb", "\t=1", "a\u2028b", "\u0000"})
    void aRowIsALine(String value) {
        String row = new CsvRow().text(value).toString();

        assertThat(row.chars().noneMatch(Hazards::isHazard)).isTrue();
        assertThat(row).contains("\\u").doesNotStartWith("=");
    }

    @Test
    void nullIsAnEmptyCellAndNumbersAreNotDisarmed() {
        assertThat(new CsvRow()
                        .text(null)
                        .whole(-7)
                        .number(-0.1 - 0.2)
                        .number(Double.NaN)
                        .whole(Long.MIN_VALUE)
                        .text(""))
                .hasToString(",-7,-0.3,null,-9223372036854775808,");
    }
}
