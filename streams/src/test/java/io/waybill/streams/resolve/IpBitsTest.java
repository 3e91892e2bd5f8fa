package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpBitsTest {

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** 64:ff9b::192.0.2.33 is the example of RFC 6052, section 2.4. */
    @ParameterizedTest(name = "{0} carries {1}")
    @CsvSource({
        "c0000221, 192.0.2.33",
        "00000000000000000000ffffc0000221, 192.0.2.33",
        "0064ff9b0000000000000000c0000221, 192.0.2.33",
        "00000000000000000000ffffffffffff, 255.255.255.255"
    })
    void takesTheIpv4AddressOut(String digits, String address) {
        byte[] v4 = InetAddresses.forString(address).getAddress();

        assertThat(IpBits.carriesV4(hex(digits))).isTrue();
        assertThat(IpBits.plain(hex(digits))).isEqualTo(v4);
        assertThat(IpBits.v4(hex(digits))).isEqualTo(InetAddresses.coerceToInteger(InetAddresses.forString(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20010db8000000000000ffffc0000221", // the bits of a mapped address, elsewhere
                "00000000000000010000ffffc0000221",
                "00000000000000000001ffffc0000221",
                "000000000000000000000000c0000221", // compatible addresses are history (RFC 4291)
                "0064ff9b0001000000000000c0000221", // local-use NAT64 (RFC 8215) is no well-known prefix
                "0064ff9b0000000000000001c0000221"
            })
    void leavesOtherIpv6AddressesAlone(String digits) {
        assertThat(IpBits.carriesV4(hex(digits))).isFalse();
        assertThat(IpBits.plain(hex(digits))).isEqualTo(hex(digits));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 15, 17})
    void anAddressHasFourOrSixteenBytes(int length) {
        assertThatThrownBy(() -> IpBits.carriesV4(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an address has 4 or 16 bytes, not " + length);
    }

    @Test
    void halvesAreUnsigned() {
        byte[] ip = hex("fedcba98765432108000000000000001");

        assertThat(Long.toHexString(IpBits.high(ip))).isEqualTo("fedcba9876543210");
        assertThat(IpBits.low(ip)).isEqualTo(Long.MIN_VALUE + 1);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "192.0.2.33, 192.0.2.0/24",
        "0.0.0.0, 0.0.0.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:7:8::1, 2001:db8:7::/48",
        "2001:db8::1, 2001:db8::/48",
        "2001:0:7::1, 2001:0:7::/48",
        "2001::1, 2001::/48",
        "::1, ::/48",
        "0:0:7::1, 0:0:7::/48",
        "ffff:ffff:ffff::, ffff:ffff:ffff::/48"
    })
    void networksHaveTheOneFormOfRfc5952(String address, String network) throws UnknownHostException {
        byte[] ip = InetAddresses.forString(address).getAddress();
        byte[] neighbour = ip.clone();
        neighbour[neighbour.length - 1] ^= 1;
        byte[] elsewhere = ip.clone();
        elsewhere[ip.length == 4 ? 2 : 5] ^= 1;
        String text = Networks.text(Networks.key(ip));

        assertThat(text).isEqualTo(network);
        assertThat(Networks.key(neighbour)).isEqualTo(Networks.key(ip));
        assertThat(Networks.key(elsewhere)).isNotEqualTo(Networks.key(ip));
        String base = text.substring(0, text.indexOf('/'));
        assertThat(InetAddresses.toAddrString(InetAddress.getByName(base))).isEqualTo(base);
    }

    @Test
    void aMappedAddressIsInTheNetworkOfItsIpv4Address() {
        assertThat(Networks.text(Networks.key(hex("00000000000000000000ffffc0000221"))))
                .isEqualTo("192.0.2.0/24");
        assertThat(Networks.text(Networks.key(hex("0064ff9b0000000000000000c0000221"))))
                .isEqualTo("192.0.2.0/24");
    }
}
