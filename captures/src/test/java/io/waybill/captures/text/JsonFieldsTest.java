package io.waybill.captures.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure names the field, so that a line of a million can be mended. */
class JsonFieldsTest {

    private static JsonFields of(String json) throws Exception {
        return JsonFields.of(JsonFields.JSON.readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "'text'", "null", "true"})
    void only_an_object_has_fields(String json) {
        assertThatThrownBy(() -> of(json))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'f': null}"})
    void what_is_not_there_and_what_is_null_are_the_same(String json) throws Exception {
        JsonFields fields = of(json);

        assertThat(fields.has("f")).isFalse();
        assertThat(fields.text("f")).isNull();
        assertThat(fields.scalar("f")).isNull();
        assertThat(fields.time("f")).isNull();
        assertThat(fields.count("f")).isZero();
        assertThat(fields.flag("f")).isFalse();
        assertThat(fields.object("f")).isNull();
        assertThat(fields.texts("f")).isEmpty();
        assertThat(fields.objects("f")).isEmpty();
        assertThatThrownBy(() -> fields.required("f")).hasMessage("f is missing");
    }

    @Test
    void an_empty_text_is_a_text_but_not_one_that_is_required() throws Exception {
        JsonFields fields = of("{'f': ''}");

        assertThat(fields.text("f")).isEmpty();
        assertThatThrownBy(() -> fields.required("f")).hasMessage("f is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000000, 2023-11-14T22:13:20Z",
        "'''2023-11-14T22:13:20Z''', 2023-11-14T22:13:20Z",
        "'''2023-11-15T00:13:20.5+02:00''', 2023-11-14T22:13:20.500Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void times_are_milliseconds_or_text_with_an_offset(String json, Instant time) throws Exception {
        assertThat(of("{'f': " + json + "}").time("f")).isEqualTo(time);
    }

    /** Without an offset a time is a guess; no record is worth one. */
    @ParameterizedTest
    @ValueSource(strings = {"'2023-11-14T22:13:20'", "'yesterday'", "''", "1.5", "true", "99999999999999999999", "[1]"})
    void other_times_are_errors(String json) {
        assertThatThrownBy(() -> of("{'f': " + json + "}").time("f"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("f");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "7.9, 7", "9223372036854775807, 9223372036854775807", "1e3, 1000"})
    void counts(String json, long count) throws Exception {
        assertThat(of("{'f': " + json + "}").count("f")).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "'7'", "9223372036854775808", "1e300", "true", "{}"})
    void what_is_no_count(String json) {
        assertThatThrownBy(() -> of("{'f': " + json + "}").count("f"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("f");
    }

    @Test
    void a_flag_is_true_or_false_and_no_word() throws Exception {
        assertThat(of("{'f': true}").flag("f")).isTrue();
        assertThat(of("{'f': false}").flag("f")).isFalse();
        assertThatThrownBy(() -> of("{'f': 'true'}").flag("f")).hasMessage("f: neither true nor false");
        assertThatThrownBy(() -> of("{'f': 1}").flag("f")).hasMessage("f: neither true nor false");
    }

    @Test
    void a_scalar_is_a_text_or_a_number_as_written() throws Exception {
        assertThat(of("{'f': 443}").scalar("f")).isEqualTo("443");
        assertThat(of("{'f': 'https'}").scalar("f")).isEqualTo("https");
        assertThatThrownBy(() -> of("{'f': []}").scalar("f")).hasMessage("f: neither a text nor a number");
    }

    @Test
    void arrays_are_of_one_kind() throws Exception {
        assertThat(of("{'f': ['a', 'b']}").texts("f")).containsExactly("a", "b");
        assertThat(of("{'f': [{'g': 1}, {'g': 2}]}").objects("f"))
                .extracting(object -> object.count("g"))
                .containsExactly(1L, 2L);
        assertThatThrownBy(() -> of("{'f': ['a', 7]}").texts("f")).hasMessage("f: not a string");
        assertThatThrownBy(() -> of("{'f': [7]}").objects("f")).hasMessage("not a JSON object");
        assertThatThrownBy(() -> of("{'f': 'a'}").texts("f")).hasMessage("f: not an array");
    }

    @Test
    void an_object_within() throws Exception {
        assertThat(of("{'f': {'g': 'x'}}").object("f").text("g")).isEqualTo("x");
        assertThatThrownBy(() -> of("{'f': 'x'}").object("f")).hasMessage("not a JSON object");
    }

    @Test
    void a_text_has_a_bound() {
        String tooLong = "x".repeat(Values.MAX_TEXT + 1);

        assertThatThrownBy(() -> of("{'f': '" + tooLong + "'}").text("f"))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("f");
    }
}
