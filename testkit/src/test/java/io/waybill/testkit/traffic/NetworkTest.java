package io.waybill.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static final long SEED = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42.62.48.0/24",
                "17.248.128.0/20",
                "104.199.64.0/23",
                "2a00:1450:4001::/48",
                "2606:4700::/44",
                "192.0.2.128/25"
            })
    void keepsItsAddressesInside(String cidr) {
        Network network = Network.parse(cidr);
        int prefix = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            byte[] address = network.address(random.nextLong());

            assertThat(bits(address, prefix))
                    .as("seed %d, %s", SEED, text(address))
                    .isEqualTo(bits(network.base(), prefix));
            if (prefix <= 24) {
                assertThat(address[address.length - 1]).as(text(address)).isNotIn((byte) 0, (byte) 255);
            }
        }
    }

    private static String bits(byte[] address, int count) {
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            bits.append(address[i / 8] >> 7 - i % 8 & 1);
        }
        return bits.toString();
    }

    private static String text(byte[] address) {
        try {
            return InetAddresses.toAddrString(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
