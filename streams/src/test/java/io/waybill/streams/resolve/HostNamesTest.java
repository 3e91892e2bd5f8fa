package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    @ParameterizedTest(name = "''{0}'' is {1}")
    @CsvSource({
        "example.com, example.com",
        "EXAMPLE.Com, example.com",
        "example.com., example.com",
        "example.com:443, example.com",
        "example.com.:443, example.com",
        "_dmarc.example.com, _dmarc.example.com",
        "-a-.example.com, -a-.example.com",
        "bücher.example, xn--bcher-kva.example",
        "localhost, localhost",
        "4.example.com, 4.example.com"
    })
    void bringsNamesIntoOneForm(String raw, String name) {
        assertThat(HostNames.canonical(raw)).isEqualTo(name);
        assertThat(HostNames.canonical(name)).as("again").isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".example.com",
                "exa mple.com",
                "a/b",
                "<script>",
                "a\nb",
                "a\u0000b",
                "192.0.2.1",
                "192.0.2.1:443",
                "[2001:db8::1]",
                "2001:db8::1",
                "1.2.3.4.5",
                "user@example.com",
                "http://example.com"
            })
    void refusesWhatIsNoName(String raw) {
        assertThat(HostNames.canonical(raw)).isNull();
    }

    @Test
    void refusesNamesAndLabelsThatNoDnsCarries() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "a".repeat(61);

        assertThat(longest).hasSize(253);
        assertThat(HostNames.canonical(longest)).isEqualTo(longest);
        assertThat(HostNames.canonical(longest + "a")).isNull();
        assertThat(HostNames.canonical(label + "a.example.com")).isNull();
        assertThat(HostNames.canonical("x".repeat(1_000_000))).isNull();
    }

    @ParameterizedTest(name = "''{0}'' is {1}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1:443, 192.0.2.1",
        "192.0.2.1., 192.0.2.1",
        "[2001:db8::1], 2001:db8::1",
        "[2001:db8::1]:443, 2001:db8::1",
        "2001:db8::1, 2001:db8::1",
        "fe80::1%wlan0, fe80::1",
        "example.com,",
        "192.0.2.256,",
        "192.0.2,",
        "[],",
        "'',"
    })
    void readsAddressesInPlaceOfNames(String raw, @Nullable String address) {
        byte[] expected =
                address == null ? null : InetAddresses.forString(address).getAddress();

        assertThat(HostNames.literal(raw)).isEqualTo(expected);
    }

    @Test
    void whateverComesIsANameOfTheDnsOrNothing() {
        for (long seed = 1; seed <= 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder raw = new StringBuilder();
            String letters = "ab1.-_:[]%/ \u00fc\u202e\ud83d\n";
            for (int i = random.nextInt(12); i >= 0; i--) {
                raw.append(letters.charAt(random.nextInt(letters.length())));
            }
            String name = HostNames.canonical(raw.toString());
            HostNames.literal(raw.toString());

            if (name != null) {
                assertThat(name).as("seed %d", seed).matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
                assertThat(HostNames.canonical(name)).as("seed %d", seed).isEqualTo(name);
            }
        }
    }
}
