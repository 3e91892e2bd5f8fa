package io.waybill.streams.detect.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkBlockTest {

    private static NetworkBlock block(String text) {
        return NetworkBlock.parse(text).orElseThrow();
    }

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, true",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.0/23, 192.0.3.0, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.7/24, 192.0.2.200, true", // bits below the length do not count
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::1, 2001:db8::1, true",
        "::/0, 192.0.2.1, false"
    })
    void containsAddresses(String block, String address, boolean inside) {
        assertThat(block(block).contains(InetAddresses.forString(address).getAddress()))
                .isEqualTo(inside);
    }

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.1.0.0/16, 10.0.0.0/8, false",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/8, 11.0.0.0/16, false",
        "::/0, 10.0.0.0/8, false"
    })
    void containsBlocks(String outer, String inner, boolean inside) {
        assertThat(block(outer).contains(block(inner))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/24",
                "example.com",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/2x",
                "192.0.2/24",
                "2001:db8::/129",
                "192.0.2.0/24/24",
                "192.0.2.0 /24",
                "192.0.2.0/ 24",
                "192.0.2.0/99999999999",
                "1.2.3.4.5"
            })
    void refusesWhatIsNone(String text) {
        assertThat(NetworkBlock.parse(text)).isEmpty();
    }

    /** The same by the arithmetic of whole numbers. */
    @Test
    void agreesWithArithmetic() throws UnknownHostException {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            byte[] base = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(base);
            byte[] ip = base.clone();
            ip[random.nextInt(ip.length)] ^= (byte) (1 << random.nextInt(8));
            int bits = random.nextInt(base.length * 8 + 1);
            String text = InetAddress.getByAddress(base).getHostAddress() + "/" + bits;
            int below = base.length * 8 - bits;
            boolean inside = new BigInteger(1, base).shiftRight(below).equals(new BigInteger(1, ip).shiftRight(below));

            assertThat(block(text).contains(ip))
                    .as("seed %d: %s in %s", seed, Arrays.toString(ip), text)
                    .isEqualTo(inside);
        }
    }
}
