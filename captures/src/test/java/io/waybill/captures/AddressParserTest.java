package io.waybill.captures;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParserTest {

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 1.2.3.4",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "FE80::1%wlan0, fe80::1",
        "2001:0db8:0:0:0:0:0:1, 2001:db8::1",
        "::ffff:1.2.3.4, ::ffff:102:304",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void readsAddresses(String text, String canonical) {
        assertThat(Addresses.text(AddressParser.ip(text))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1..2.3",
                "1.2.3.4 ",
                "0001.2.3.4",
                ":",
                ":::",
                "1:2",
                "::1::",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:",
                "::1.2.3",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "example.com",
                "٣.1.1.1",
                "１.2.3.4"
            })
    void refusesWhatIsNone(String text) {
        assertThat(AddressParser.ip(text)).isNull();
    }

    @Test
    void agreesWithThePlatformOnRandomAddresses() throws UnknownHostException {
        long seed = 4711;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] ip = new byte[random.nextBoolean() ? 4 : 16];
            for (int b = 0; b < ip.length; b++) {
                ip[b] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
            }
            String platform = InetAddress.getByAddress(ip).getHostAddress();
            assertThat(AddressParser.ip(platform))
                    .as("seed %d, %s", seed, platform)
                    .isEqualTo(ip);
            assertThat(AddressParser.ip(Addresses.text(ip)))
                    .as("seed %d, %s", seed, platform)
                    .isEqualTo(ip);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:1B:44:11:3a:b7", "00-1b-44-11-3a-b7", "001b44113ab7", "001b.4411.3ab7"})
    void readsMacs(String text) {
        assertThat(MacAddresses.text(AddressParser.mac(text))).isEqualTo("00:1b:44:11:3a:b7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00:1b:44:11:3a", "00:1b:44:11:3a:bg", "00:1b:44:11:3a.b7", "00:1b44:11:3a:b7a"})
    void refusesWhatIsNoMac(String text) {
        assertThat(AddressParser.mac(text)).isNull();
    }
}
