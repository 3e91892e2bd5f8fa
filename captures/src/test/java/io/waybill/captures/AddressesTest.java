package io.waybill.captures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5952: one way to write each address. */
class AddressesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "00000000, 0.0.0.0",
        "ff01fe80, 255.1.254.128",
        "00000000000000000000000000000000, ::",
        "00010000000000000000000000000000, 1::",
        "00000000000000000000000000000001, ::1",
        "00010000000200030004000500060007, 1:0:2:3:4:5:6:7",
        "00010000000000020003000000000004, 1::2:3:0:0:4",
        "00010000000000020000000000000004, 1:0:0:2::4",
        "00010002000300040005000600000000, 1:2:3:4:5:6::",
        "00000000000300040005000600070008, ::3:4:5:6:7:8",
        "00010002000300040005000600070000, 1:2:3:4:5:6:7:0",
        "20010db8abcd0012ffff00ff0f001000, 2001:db8:abcd:12:ffff:ff:f00:1000",
    })
    void text(String hex, String text) {
        byte[] ip = HexFormat.of().parseHex(hex);

        assertThat(Addresses.text(ip)).isEqualTo(text);
        assertThat(AddressParser.ip(text)).isEqualTo(ip);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 3, 5, 15, 17})
    void otherLengthsAreNoAddress(int length) {
        assertThatThrownBy(() -> Addresses.text(new byte[length])).isInstanceOf(IllegalArgumentException.class);
    }

    /** Spellings that are not the one above, and what is only nearly one. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "fe80::1%eth0.100, fe80::1",
                "fe80::1%, fe80::1",
                "1.2.3.4%eth0, 1.2.3.4",
                "1.2.3.4%:, 1.2.3.4",
                "%eth0, -",
                "::%lo, ::",
                "255.255.255.255, 255.255.255.255",
                "1.2.3.255, 1.2.3.255",
                "1.2.3.999, -",
                "1.2.3., -",
                ".1.2.3, -",
                "1.2.3.4., -",
                "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
                "1:2:3:4:5::1.2.3.4, 1:2:3:4:5:0:102:304",
                "::2:3:4:5:6:1.2.3.4, 0:2:3:4:5:6:102:304",
                "1:2:3:4:5:6:7:8::, -",
                "::1:2:3:4:5:6:7:8, -",
                "1::2:3:4:5:6:7:8, -",
                "::1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
                ":1:2:3:4:5:6:7, -",
                "1:2:3:4:5:6:7:8:, -",
                "fedc:BA98::, fedc:ba98::",
                "/::1, -",
                "::@, -",
                "::g, -",
                "::00001, -",
                "0000:0000:0000:0000:0000:ffff:255.255.255.255, ::ffff:ffff:ffff",
                "00000:0000:0000:0000:0000:ffff:255.255.255.255, -",
            })
    void otherSpellings(String text, String address) {
        byte[] ip = AddressParser.ip(text);

        assertThat(ip == null ? null : Addresses.text(ip)).isEqualTo(address);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "09:af:AF:00:90:0a, 09afaf00900a",
                "09-af-AF-00-90-0a, 09afaf00900a",
                "09afAF00900a, 09afaf00900a",
                "09af.AF00.900a, 09afaf00900a",
                "09:af:AF:00:90:0g, -",
                "09:af:AF:00:90:0/, -",
                "09:af:AF:00:90:0@, -",
                "09:af:AF:00:90:0`, -",
                "09.af.AF.00.90.0a, -",
                "09af:AF00:900a, -",
                "09afAF0.0900.a, -",
                "09:af:AF:00:90:0, -",
                "09:af:AF:00:90:0a:, -",
            })
    void hardwareAddresses(String text, String hex) {
        byte[] mac = AddressParser.mac(text);

        assertThat(mac == null ? null : HexFormat.of().formatHex(mac)).isEqualTo(hex);
    }

    /** Control characters, and marks that turn the direction of writing, do not reach a terminal. */
    @Test
    void whatIsPrintedIsHarmless() {
        int[] ends = {0x1f, 0x20, 0x7e, 0x7f, 0x9f, 0xa0, 0x200d, 0x200e, 0x200f, 0x2010, 0x2029, 0x202a, 0x202e, 0x202f
        };
        StringBuilder escaped = new StringBuilder();
        for (int c : ends) {
            escaped.append(Printable.escape(String.valueOf((char) c)).length() == 1 ? '.' : 'x');
        }

        assertThat(escaped).hasToString("x..xx..xx..xx.");
        assertThat(Printable.escape("\u2065\u2066\u2069\u206a")).isEqualTo("\u2065\\u2066\\u2069\u206a");
        assertThat(Printable.escape("a\u001b[31m\u0000")).isEqualTo("a\\u001b[31m\\u0000");
    }
}
