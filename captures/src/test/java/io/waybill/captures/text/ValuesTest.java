package io.waybill.captures.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.schemas.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of single values at their bounds, and the lines and ids that readers of text share. */
class ValuesTest {

    private interface Check {
        Object of() throws BadRecordException;
    }

    private static String outcome(Check check) {
        try {
            return String.valueOf(check.of());
        } catch (BadRecordException e) {
            return e.reason();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, f: 253402300800000 is not between 0 and 253402300799999",
        "-1, f: -1 is not between 0 and 253402300799999",
    })
    void times(long millis, String time) {
        assertThat(outcome(() -> Values.time("f", millis))).isEqualTo(time);
    }

    @Test
    void numbersTextsAndSymbols() {
        assertThat(outcome(() -> Values.port("f", 65_535))).isEqualTo("65535");
        assertThat(outcome(() -> Values.port("f", 65_536))).isEqualTo("f: 65536 is not between 0 and 65535");
        assertThat(outcome(() -> Values.port("f", -1))).isEqualTo("f: -1 is not between 0 and 65535");
        assertThat(outcome(() -> Values.count("f", Long.MAX_VALUE))).isEqualTo("9223372036854775807");
        assertThat(outcome(() -> Values.count("f", 0))).isEqualTo("0");
        assertThat(outcome(() -> Values.number("f", "-7"))).isEqualTo("-7");
        assertThat(outcome(() -> Values.number("f", "7x"))).isEqualTo("f: '7x' is not a whole number");
        assertThat(outcome(() -> Values.symbol("f", "REJECTED", Outcome.class))).isEqualTo("REJECTED");
        assertThat(outcome(() -> Values.symbol("f", "rejected", Outcome.class)))
                .isEqualTo("f: 'rejected' is none of [ESTABLISHED, UNANSWERED, REJECTED, UNKNOWN]");
        String longest = "x".repeat(Values.MAX_TEXT);
        assertThat(outcome(() -> Values.text("f", longest))).isEqualTo(longest);
        assertThat(outcome(() -> Values.text("f", longest + "x"))).isEqualTo("f: longer than 1024 characters");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"A.Example, a.example", "a.example., a.example", ".., .", "., .", "'', ''", "a, a"})
    void hosts(String text, String host) {
        assertThat(outcome(() -> Values.host("f", text))).isEqualTo(host);
    }

    @Test
    void valuesAreShownShort() {
        String longest = "x".repeat(80);

        assertThat(Values.shorten(longest)).isEqualTo(longest);
        assertThat(Values.shorten(longest + "y")).isEqualTo("x".repeat(77) + "...");
        assertThat(outcome(() -> Values.ip("f", "y".repeat(81))))
                .isEqualTo("f: '" + "y".repeat(77) + "...' is not an IP address");
    }

    @Test
    void idsAreOfTheBytesAndTheLine() {
        LineIds ids = new LineIds();
        byte[] buffer = "..line..".getBytes(StandardCharsets.UTF_8);

        assertThat(ids.id(buffer, 2, 4, 7)).isEqualTo("38a9c1e721584da284b90cee-7");
        assertThat(ids.contentId("p", "line")).isEqualTo("p-38a9c1e721584da284b90cee");
        assertThat(ids.contentId("p", "\u00e9")).isEqualTo("p-4a99557e4033c3539de2eb65");
        assertThat(ids.id(buffer, 2, 4, 8)).isNotEqualTo(ids.id(buffer, 2, 4, 7));
        assertThat(ids.id(buffer, 2, 5, 7)).isNotEqualTo(ids.id(buffer, 2, 4, 7));
    }

    @Test
    void linesThatCannotBeUsedAreReportedAndBlankOnesPassedOver() throws IOException {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(10, 1_000, 1_000, 1_024, 5, 100, 10, 10);
        List<String> taken = new ArrayList<>();
        String lines = "one\n \t \n\ntoolong\n12345\nbad\n\tx\nlast";
        LineRecords.read(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "f", reading.context(), line -> {
                    if (line.text().equals("bad")) {
                        throw new BadRecordException("no good");
                    }
                    taken.add(line.number() + line.text());
                });

        assertThat(taken).containsExactly("1one", "512345", "7\tx", "8last");
        assertThat(reading.described()).containsExactly("f: line 4: longer than 5 bytes", "f: line 6: no good");
    }

    @Test
    void aLineOfNoJsonIsRefusedWithItsReason() throws IOException {
        for (String[] line : new String[][] {
            {"{\"a\":1}", "taken"},
            {"{\"a\"", "not JSON: "},
            {"[]", "not a JSON object"},
            {"", "not a JSON object"},
            {"{\"aaaaaaa\":1}", "the line is too long"}
        }) {
            LineReader reader = reader(line[0].getBytes(StandardCharsets.UTF_8));
            assertThat(outcome(() -> {
                        try {
                            return JsonFields.of(reader).has("a") ? "taken" : "";
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }))
                    .startsWith(line[1]);
        }
        assertThatThrownBy(() -> JsonFields.of(reader(new byte[] {'{', (byte) 0xff})))
                .isInstanceOf(BadRecordException.class);
    }

    private static LineReader reader(byte[] bytes) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 10);
        reader.next();
        return reader;
    }
}
