package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of JSON as those of text. */
class JsonRowsTest {
    private final JsonRows rows = new JsonRows();

    private ZeekRow row(String json) throws BadRecordException {
        byte[] bytes = ("{" + json + "}").getBytes(StandardCharsets.UTF_8);
        ZeekRow row = new ZeekRow();
        rows.parse(bytes, 1, bytes.length - 2, row);
        return row;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '!', nullValues = "none", textBlock = """
        "a"               | a
        7.50              | 7.50
        true              | true
        "\\u00e9"         | \u00e9
        ""                | !!
        null              | none
        {"a":{"b":[1]}}   | none
        []                | none
        [{"a":1}]         | none
        [""]              | none
        ["a"]             | a
        ["a","b"]         | a,b
        [1,2.5,true]      | 1,2.5,true
        ["a",["b"],"c"]   | a,,c
        ["","a"]          | ,a
        [{},"a"]          | ,a
        """)
    void values(String json, @Nullable String text) throws BadRecordException {
        for (String line : new String[] {
            "{\"answers\":" + json + "}",
            "{\"x\":[{\"answers\":1}],\"answers\":" + json + ",\"query\":\"q\"}",
            "{\"query\":\"q\",\"answers\":" + json + ",\"x\":{\"y\":{}}} "
        }) {
            ZeekRow row = row(line);

            assertThat(row.text(ZeekField.ANSWERS)).as(line).isEqualTo(text);
            assertThat(row.has(ZeekField.ANSWERS)).isEqualTo(text != null);
            assertThat(row.text(ZeekField.QUERY)).isEqualTo(line.contains("query") ? "q" : null);
        }
    }

    @Test
    void rowsMayBeLongAndEachStandsForItself() throws BadRecordException {
        for (int length : new int[] {4_095, 4_096, 4_097, 9_000, 70_000, 3}) {
            String name = "n".repeat(length);
            ZeekRow row = row("{\"uid\":\"C1\",\"query\":\"" + name + "\",\"host\":\"h\",\"uid\":\"C2\"}");

            assertThat(row.text(ZeekField.QUERY)).isEqualTo(name);
            assertThat(row.text(ZeekField.HOST)).isEqualTo("h");
            assertThat(row.text(ZeekField.UID)).isEqualTo("C2");
            assertThat(row.has(ZeekField.ANSWERS)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "\"a\"",
                "{",
                "{\"a\"",
                "{\"a\":1",
                "{\"a\":{\"b\":1}",
                "{\"uid\":[1",
                "{a:1}",
                "}"
            })
    void whatIsNoObjectIsRefused(String line) {
        assertThatThrownBy(() -> row(line))
                .isInstanceOf(BadRecordException.class)
                .message()
                .matches("not a JSON object|not JSON: .+");
    }

    /** Each element keeps its place, for times to live stand in another list. */
    @Test
    void elementsOfAList() throws BadRecordException {
        String json = "{\"answers\":[\"a,b\",\"\",\"c\\\\x2cd\"],\"TTLs\":[60,3.5]}";

        assertThat(row(json).texts(ZeekField.ANSWERS)).containsExactly("a,b", "", "c,d");
        assertThat(row(json).texts(ZeekField.TTLS)).containsExactly("60", "3.5");
        assertThat(row(json).texts(ZeekField.QUERY)).isEmpty();
    }

    @Test
    void bytesOfNoCharactersAreRefused() {
        byte[] bytes = {'{', '"', 'u', 'i', 'd', '"', ':', '"', (byte) 0xff, '"', '}'};

        assertThatThrownBy(() -> rows.parse(bytes, 0, bytes.length, new ZeekRow()))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("not ");
    }
}
