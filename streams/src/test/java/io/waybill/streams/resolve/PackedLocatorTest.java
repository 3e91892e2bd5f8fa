package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.net.InetAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedLocatorTest {

    @ParameterizedTest
    @CsvSource({
        "42.62.48.0, CN, 23724",
        "42.62.48.255, CN, 23724",
        "8.8.8.8, US, 15169",
        "1.1.1.1, AU, 13335",
        "114.114.114.114, CN, 21859",
        "52.66.0.1, IN, 16509",
        "41.108.179.197, DZ, 36947",
        "2001:4860:4860::8888, US, 15169",
        "240e::1, CN, 4134",
        "64:ff9b::8.8.8.8, US, 15169",
    })
    void wellKnownAddressesAreWhereTheyAre(String address, String country, long asn) {
        Location location = PackedLocator.bundled().locate(ip(address));

        assertThat(location.country()).isEqualTo(country);
        assertThat(location.asn()).isEqualTo(asn);
        assertThat(PackedLocator.bundled().organisationOf(asn)).isNotBlank();
    }

    @Test
    void systemsHaveTheirNames() {
        assertThat(PackedLocator.bundled().organisationOf(15169)).isEqualTo("Google LLC");
        assertThat(PackedLocator.bundled().organisationOf(0)).isNull();
        assertThat(PackedLocator.bundled().organisationOf(4_294_967_294L)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.1.1",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.0.1",
                "172.16.0.1",
                "224.0.0.251",
                "0.0.0.0",
                "255.255.255.255",
                "203.0.113.1",
                "fe80::1",
                "fd00::1",
                "ff02::fb",
                "::",
                "::1",
                "2001:db8::1",
                "2002:808:808::1",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "64:ff9b::192.168.1.1"
            })
    void spaceThatIsNowhereIsUnknown(String address) {
        assertThat(PackedLocator.bundled().locate(ip(address))).isSameAs(Location.UNKNOWN);
    }

    @Test
    void mappedAddressIsLookedUpAsIpv4() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 8, 8, 8, 8};

        assertThat(PackedLocator.bundled().locate(mapped))
                .isSameAs(PackedLocator.bundled().locate(ip("8.8.8.8")));
    }

    @Test
    void saysWhichDataOfWhichDateUnderWhichLicence() {
        assertThat(PackedLocator.bundled().describe())
                .contains("2026-06-17", "CC BY 4.0", "NRO", "RouteViews", "https://db-ip.com")
                .containsPattern("sha256 [0-9a-f]{64}$");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void packingAndSearchingAgreeWithTheRangesThemselves(long seed) throws IOException {
        Random random = new Random(seed);
        List<PackIpData.Run> countries = randomRuns(random, 3);
        List<PackIpData.Run> systems = randomRuns(random, 5);
        Column country = PackIpData.flatten(countries);
        Column system = PackIpData.flatten(systems);
        PackedLocator locator = throughBytes(new IpPack(
                "test",
                List.of("AA", "BB", "CC"),
                new long[] {1, 7, 70, 700, 4_200_000_000L},
                List.of("one", "", "seventy", "seven hundred", "big"),
                country,
                system,
                country,
                system));

        for (int i = 0; i < 4_000; i++) {
            int address = (9 << 24) + random.nextInt(5_000);
            byte[] ip = {(byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address};
            Location location = locator.locate(ip);
            int expectedCountry = narrowest(countries, address);
            int expectedSystem = narrowest(systems, address);

            assertThat(location.country())
                    .as("seed %s address %s", seed, Arrays.toString(ip))
                    .isEqualTo(
                            expectedCountry == 0
                                    ? null
                                    : List.of("AA", "BB", "CC").get(expectedCountry - 1));
            assertThat(location.asn())
                    .as("seed %s address %s", seed, Arrays.toString(ip))
                    .isEqualTo(
                            expectedSystem == 0 ? 0 : new long[] {1, 7, 70, 700, 4_200_000_000L}[expectedSystem - 1]);
        }
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> PackedLocator.load(new byte[] {1, 2, 3}));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Column nowhere = PackIpData.flatten(List.of());
        new IpPack("test", List.of(), new long[0], List.of(), nowhere, nowhere, nowhere, nowhere).write(whole);
        byte[] cut = Arrays.copyOf(whole.toByteArray(), whole.size() - 6);

        assertThat(PackedLocator.load(whole.toByteArray()).locate(ip("8.8.8.8")))
                .isEqualTo(Location.UNKNOWN);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> PackedLocator.load(cut));
    }

    private static PackedLocator throughBytes(IpPack pack) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pack.write(bytes);
        return PackedLocator.load(bytes.toByteArray());
    }

    /** Ranges of 9.0.0.0 upwards, nested and side by side, of which no two start together. */
    private static List<PackIpData.Run> randomRuns(Random random, int values) {
        List<PackIpData.Run> runs = new ArrayList<>();
        long start = 9L << 24;
        for (int i = 0; i < 60; i++) {
            start += 1 + random.nextInt(random.nextBoolean() ? 256 : 3);
            int blocks = random.nextInt(4);
            long length = blocks == 0 ? 1 + random.nextInt(9) : blocks * 256L;
            runs.add(new PackIpData.Run(start, start + length, 1 + random.nextInt(values)));
        }
        return runs;
    }

    /** The range that starts last among those around the address. */
    private static int narrowest(List<PackIpData.Run> runs, long address) {
        PackIpData.@Nullable Run found = null;
        for (PackIpData.Run run : runs) {
            if (run.start() <= address && address < run.end()) {
                found = run;
            }
        }
        return found == null ? 0 : found.value();
    }

    private static byte[] ip(String text) {
        return InetAddresses.forString(text).getAddress();
    }
}
