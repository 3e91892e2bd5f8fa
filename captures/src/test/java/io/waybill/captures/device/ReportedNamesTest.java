package io.waybill.captures.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as feeds report them. */
class ReportedNamesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -",
                "'', -",
                "A.Example, a.example",
                "a.example., a.example",
                "a.example.:443, a.example",
                "a.example:443, a.example",
                "a_b-c.9.example, a_b-c.9.example",
                ":443, -",
                ".:443, -",
                "., -",
                "a:, a",
                "az09AZ, az09az",
                "192.0.2.1, -",
                "192.0.2.1:443, -",
                "2001:db8::1, -",
                "[2001:db8::1]:443, -",
                "a b, -",
                "a/b, -",
                "a@b, -",
                "a`b, -",
                "a{b, -",
                "a[b, -",
                "a\u00e9, -",
                // letters that are others, or two, in lower case
                "\u212aey.example, -",
                "\u0130, -",
                "\u0130d.example, -",
            })
    void of(@Nullable String text, @Nullable String name) {
        assertThat(ReportedNames.of(text)).isEqualTo(name);
    }

    @Test
    void theLongestNameHas253Characters() {
        String longest = "a".repeat(253);

        assertThat(ReportedNames.of(longest)).isEqualTo(longest);
        assertThat(ReportedNames.of(longest + ".:443")).isEqualTo(longest);
        assertThat(ReportedNames.of(longest + "a")).isNull();
    }
}
