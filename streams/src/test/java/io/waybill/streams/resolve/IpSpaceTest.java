package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpSpaceTest {

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, PUBLIC",
        "10.0.0.0, LOCAL",
        "10.255.255.255, LOCAL",
        "11.0.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.127.255.255, LOCAL",
        "192.0.0.4, LOCAL",
        "192.0.1.0, PUBLIC",
        "192.0.2.1, RESERVED",
        "198.17.255.255, PUBLIC",
        "198.19.255.255, RESERVED",
        "198.20.0.0, PUBLIC",
        "198.51.100.1, RESERVED",
        "203.0.113.1, RESERVED",
        "203.0.114.0, PUBLIC",
        "192.88.99.1, RESERVED",
        "223.255.255.255, PUBLIC",
        "224.0.0.1, LOCAL",
        "239.255.255.255, LOCAL",
        "240.0.0.1, RESERVED",
        "255.255.255.255, LOCAL",
        "8.8.8.8, PUBLIC",
        "::, LOCAL",
        "::1, LOCAL",
        "::2, RESERVED",
        "100::1, RESERVED",
        "64:ff9b:1::1, RESERVED",
        "2001:0:1::1, RESERVED",
        "2001:1ff::1, RESERVED",
        "2001:200::1, PUBLIC",
        "2001:db8::1, RESERVED",
        "2001:db9::1, PUBLIC",
        "2002:808:808::1, RESERVED",
        "3fff::1, RESERVED",
        "3fff:1000::1, PUBLIC",
        "2a00:1450::1, PUBLIC",
        "4000::1, RESERVED",
        "fbff::1, RESERVED",
        "fc00::1, LOCAL",
        "fdff::1, LOCAL",
        "fe00::1, RESERVED",
        "fe80::1, LOCAL",
        "febf::1, LOCAL",
        "fec0::1, LOCAL",
        "ff02::1, LOCAL",
        "64:ff9b::8.8.8.8, PUBLIC",
        "64:ff9b::192.168.1.1, LOCAL",
        "::8.8.8.8, RESERVED",
    })
    void everyBlockEndsWhereTheRegistrySays(String address, IpSpace space) {
        assertThat(IpSpace.of(InetAddresses.forString(address).getAddress())).isEqualTo(space);
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 8, 8, PUBLIC", "192, 168, 1, 1, LOCAL"})
    void mappedAddressesAreJudgedAsIpv4(int a, int b, int c, int d, IpSpace space) {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) a, (byte) b, (byte) c, (byte) d};

        assertThat(IpSpace.of(mapped)).isEqualTo(space);
    }
}
