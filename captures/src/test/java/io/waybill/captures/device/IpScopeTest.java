package io.waybill.captures.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.AddressParser;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where one's own network ends: the first and last address of every range, and their neighbours. */
class IpScopeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "9.255.255.254, false, false",
        "10.0.0.0, true, false",
        "10.0.0.255, true, true",
        "10.255.255.254, true, false",
        "11.0.0.0, false, false",
        "0.0.0.0, true, false",
        "1.0.0.0, false, false",
        "126.0.0.1, false, false",
        "127.0.0.1, true, false",
        "128.0.0.1, false, false",
        "100.63.0.1, false, false",
        "100.64.0.1, true, false",
        "100.127.0.1, true, false",
        "100.128.0.1, false, false",
        "101.64.0.1, false, false",
        "169.253.0.1, false, false",
        "169.254.0.1, true, false",
        "168.254.0.1, false, false",
        "172.15.0.1, false, false",
        "172.16.0.1, true, false",
        "172.31.0.255, true, true",
        "172.32.0.1, false, false",
        "173.16.0.1, false, false",
        "192.167.0.1, false, false",
        "192.168.0.1, true, false",
        "191.168.0.1, false, false",
        "203.0.113.255, false, false",
        "223.255.255.254, false, false",
        "224.0.0.1, false, true",
        "239.255.255.255, false, true",
        "240.0.0.1, false, false",
        "255.255.255.255, false, true",
        "::, true, false",
        "::1, true, false",
        "::2, false, false",
        "1::1, false, false",
        "fbff::1, false, false",
        "fc00::1, true, false",
        "fdff::1, true, false",
        "fe00::1, false, false",
        "fe7f::1, false, false",
        "fe80::1, true, false",
        "febf::1, true, false",
        "fec0::1, false, false",
        "ff02::fb, false, true",
        "2001:db8::ff, false, false",
    })
    void rangesOfAddresses(String text, boolean local, boolean many) {
        byte[] ip = Objects.requireNonNull(AddressParser.ip(text));

        assertThat(IpScope.isLocal(ip)).isEqualTo(local);
        assertThat(IpScope.isForMany(ip)).isEqualTo(many);
    }
}
