package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmdbLocatorTest {

    @TempDir
    Path folder;

    @Test
    void countryAndSystemComeFromWhicheverFileKnowsThem() throws IOException {
        Path countries = write(
                "country.mmdb",
                new TinyMmdb(4).with(ip("42.62.48.0"), 24, Map.of("country", Map.of("iso_code", "CN"))));
        Path systems = write(
                "asn.mmdb",
                new TinyMmdb(4)
                        .with(
                                ip("42.62.0.0"),
                                16,
                                Map.of(
                                        "autonomous_system_number",
                                        23724L,
                                        "autonomous_system_organization",
                                        "China Telecom")));
        MmdbLocator locator = new MmdbLocator(List.of(countries, systems));

        assertThat(locator.locate(ip("42.62.48.9"))).isEqualTo(new Location("CN", 23724));
        assertThat(locator.locate(ip("42.62.49.9"))).isEqualTo(new Location(null, 23724));
        assertThat(locator.locate(ip("8.8.8.8"))).isSameAs(Location.UNKNOWN);
        assertThat(locator.locate(ip("2a00::1"))).isSameAs(Location.UNKNOWN);
        assertThat(locator.organisationOf(23724)).isEqualTo("China Telecom");
        assertThat(locator.organisationOf(1)).isNull();
    }

    @Test
    void fieldNamesOfOtherMakersAreUnderstood() throws IOException {
        Path flat = write(
                "flat.mmdb",
                new TinyMmdb(4)
                        .with(ip("1.0.0.0"), 8, Map.of("country_code", "au"))
                        .with(ip("2.0.0.0"), 8, Map.of("country", "FR", "asn", "AS3215", "as_name", "Orange"))
                        .with(ip("3.0.0.0"), 8, Map.of("registered_country", Map.of("iso_code", "US")))
                        .with(ip("4.0.0.0"), 8, Map.of("country", "Neverland", "asn", "none")));
        MmdbLocator locator = new MmdbLocator(List.of(flat));

        assertThat(locator.locate(ip("1.2.3.4"))).isEqualTo(new Location("AU", 0));
        assertThat(locator.locate(ip("2.2.3.4"))).isEqualTo(new Location("FR", 3215));
        assertThat(locator.locate(ip("3.2.3.4"))).isEqualTo(new Location("US", 0));
        assertThat(locator.locate(ip("4.2.3.4"))).isSameAs(Location.UNKNOWN);
    }

    @Test
    void privateSpaceIsUnknownWhateverTheFileSays() throws IOException {
        Path wrong = write("wrong.mmdb", new TinyMmdb(4).with(ip("192.168.0.0"), 16, Map.of("country_code", "AU")));

        assertThat(new MmdbLocator(List.of(wrong)).locate(ip("192.168.1.1"))).isSameAs(Location.UNKNOWN);
    }

    @Test
    void version6FilesAnswerForBothFamilies() throws IOException {
        byte[] inside = new byte[16];
        System.arraycopy(ip("8.8.8.0"), 0, inside, 12, 4);
        Path both = write(
                "both.mmdb",
                new TinyMmdb(6)
                        .with(inside, 120, Map.of("country_code", "US"))
                        .with(ip("2a00::"), 16, Map.of("country_code", "NL")));
        MmdbLocator locator = new MmdbLocator(List.of(both));

        assertThat(locator.locate(ip("8.8.8.8")).country()).isEqualTo("US");
        assertThat(locator.locate(ip("64:ff9b::8.8.8.8")).country()).isEqualTo("US");
        assertThat(locator.locate(ip("2a00::1")).country()).isEqualTo("NL");
    }

    @Test
    void descriptionNamesFileDateAndDigest() throws IOException {
        Path path = write("mine.mmdb", new TinyMmdb(4).with(ip("1.0.0.0"), 8, Map.of("country_code", "AU")));

        assertThat(new MmdbLocator(List.of(path)).describe())
                .matches("mine\\.mmdb \\(Tiny\\) 2023-11-14, sha256 [0-9a-f]{64}");
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mmdb"), "no database");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new MmdbLocator(List.of(text)));
    }

    private Path write(String name, TinyMmdb database) throws IOException {
        return Files.write(folder.resolve(name), database.bytes());
    }

    private static byte[] ip(String text) {
        return InetAddresses.forString(text).getAddress();
    }
}
