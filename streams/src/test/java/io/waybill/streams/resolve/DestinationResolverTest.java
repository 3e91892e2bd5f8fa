package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.net.InetAddresses;
import io.waybill.schemas.DestinationKind;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationResolverTest {

    private final DestinationResolver resolver = new DestinationResolver();

    @ParameterizedTest
    @CsvSource({
        // host, address, name, kind
        "data.mistat.xiaomi.com, 42.62.48.9, xiaomi.com, SITE",
        "example.com, , example.com, SITE",
        "example.com, 10.0.0.1, example.com, SITE",
        ", 42.62.48.9, 42.62.48.0/24, NETWORK",
        "router, 42.62.48.9, 42.62.48.0/24, NETWORK",
        "printer.local, 192.168.1.7, 192.168.1.0/24, LOCAL",
        "printer.local, , printer.local, LOCAL",
        "router, , router, LOCAL",
        "203.0.113.7, , 203.0.113.0/24, NETWORK",
        "203.0.113.7:8080, , 203.0.113.0/24, NETWORK",
        "[2001:db8:1:2::3]:443, , 2001:db8:1::/48, NETWORK",
        "fe80::1%wlan0, , fe80::/48, LOCAL",
        "1.2.3.4, 42.62.48.9, 42.62.48.0/24, NETWORK",
        "not a name, , unnamed, OTHER",
        "not a name, 42.62.48.9, 42.62.48.0/24, NETWORK",
        ", , unnamed, OTHER",
        "other, , unnamed, OTHER",
        "Other., , unnamed, OTHER",
        "other, 42.62.48.9, 42.62.48.0/24, NETWORK",
        "unnamed, , unnamed, OTHER",
        "other.local, , other.local, LOCAL",
    })
    void nameBeatsAddressWhenItIsASite(
            @Nullable String host, @Nullable String address, String name, DestinationKind kind) {
        byte[] ip = address == null ? null : ip(address);

        assertThat(resolver.resolve(host, ip)).isEqualTo(new Destination(name, kind));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.3.9, 10.0.3.0/24, LOCAL",
        "100.64.0.1, 100.64.0.0/24, LOCAL",
        "100.128.0.1, 100.128.0.0/24, NETWORK",
        "127.0.0.1, 127.0.0.0/24, LOCAL",
        "169.254.1.1, 169.254.1.0/24, LOCAL",
        "172.16.0.1, 172.16.0.0/24, LOCAL",
        "172.31.255.255, 172.31.255.0/24, LOCAL",
        "172.32.0.1, 172.32.0.0/24, NETWORK",
        "192.168.255.1, 192.168.255.0/24, LOCAL",
        "224.0.0.251, 224.0.0.0/24, LOCAL",
        "239.255.255.250, 239.255.255.0/24, LOCAL",
        "255.255.255.255, 255.255.255.0/24, LOCAL",
        "255.255.255.254, 255.255.255.0/24, NETWORK",
        "0.0.0.0, 0.0.0.0/24, LOCAL",
        "203.0.113.200, 203.0.113.0/24, NETWORK",
        "223.255.255.255, 223.255.255.0/24, NETWORK",
        "2400:cb00:2048:1::6, 2400:cb00:2048::/48, NETWORK",
        "2a00::1, 2a00::/48, NETWORK",
        "2a00:1::1, 2a00:1::/48, NETWORK",
        "2a00:0:1::1, 2a00:0:1::/48, NETWORK",
        "::1, ::/48, LOCAL",
        "fd00:1:2:3::4, fd00:1:2::/48, LOCAL",
        "fe80::1, fe80::/48, LOCAL",
        "ff02::fb, ff02::/48, LOCAL",
        "64:ff9b::42.62.48.9, 42.62.48.0/24, NETWORK",
        "64:ff9b::10.0.3.9, 10.0.3.0/24, LOCAL",
    })
    void networksAreNamedInOneForm(String address, String name, DestinationKind kind) {
        assertThat(resolver.resolve(null, ip(address))).isEqualTo(new Destination(name, kind));
    }

    @Test
    void mappedAddressIsTheIpv4Network() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 42, 62, 48, 9};

        assertThat(resolver.resolve(null, mapped)).isEqualTo(new Destination("42.62.48.0/24", DestinationKind.NETWORK));
    }

    @Test
    void addressOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> resolver.resolve(null, new byte[5]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void memoryNeverChangesAnAnswer(long seed) {
        Random random = new Random(seed);
        DestinationResolver crowded = new DestinationResolver(8);
        for (int i = 0; i < 20_000; i++) {
            String host =
                    random.nextInt(4) == 0 ? null : "h" + random.nextInt(40) + ".site" + random.nextInt(9) + ".co.uk";
            byte[] ip = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(ip);
            ip[0] = (byte) random.nextInt(3);

            assertThat(crowded.resolve(host, ip))
                    .as("seed %s round %s", seed, i)
                    .isEqualTo(new DestinationResolver(4).resolve(host, ip));
        }
    }

    @Test
    void answersOfUsualTrafficAreRememberedObjects() {
        Destination first = resolver.resolve("a.example.com", null);
        Destination network = resolver.resolve(null, ip("42.62.48.9"));

        assertThat(resolver.resolve(new String("a.example.com"), null)).isSameAs(first);
        assertThat(resolver.resolve(null, ip("42.62.48.200"))).isSameAs(network);
    }

    private static byte[] ip(String text) {
        return InetAddresses.forString(text).getAddress();
    }
}
