package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteResolverTest {

    @ParameterizedTest
    @CsvSource({
        "data.mistat.india.xiaomi.com, xiaomi.com",
        "xiaomi.com, xiaomi.com",
        "a.b.co.uk, b.co.uk",
        "www.city.kobe.jp, city.kobe.jp",
    })
    void registrableDomainIsTheSite(String host, String site) {
        assertThat(SiteResolver.site(host)).isEqualTo(site);
    }

    @ParameterizedTest
    @CsvSource({
        "one-tenant.s3.amazonaws.com, one-tenant.s3.amazonaws.com",
        "x.one-tenant.s3.amazonaws.com, one-tenant.s3.amazonaws.com",
        "b.s3.cn-north-1.amazonaws.com.cn, b.s3.cn-north-1.amazonaws.com.cn",
        "www.someone.github.io, someone.github.io",
        "someone.blogspot.com, someone.blogspot.com",
        "d111111abcdef8.cloudfront.net, d111111abcdef8.cloudfront.net",
        "sts.amazonaws.com, amazonaws.com",
    })
    void tenantsOfOneProviderAreSeparateSites(String host, String site) {
        assertThat(SiteResolver.site(host)).isEqualTo(site);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github.io", "s3.amazonaws.com", "blogspot.com", "gov.uk", "c.mm"})
    void suffixContactedItselfIsItsOwnSite(String host) {
        assertThat(SiteResolver.site(host)).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "EXAMPLE.Com, example.com",
        "example.com., example.com",
        "example.com:8443, example.com",
        "www.bücher.de, xn--bcher-kva.de",
        "www.食狮.公司.cn, xn--85x722f.xn--55qx5d.cn",
        "www。example。com, example.com",
        "_dns._tcp.example.com, example.com",
        "my_phone.example.com, example.com",
        "_acme.github.io, _acme.github.io",
        "-odd-.co.uk, -odd-.co.uk",
        "r3---sn-4g5e6nzl.googlevideo.com, googlevideo.com",
        "a.b.example.nosuchtoplevel, example.nosuchtoplevel",
        "a.b.4u, b.4u",
        "a.b.-x, b.-x",
    })
    void oddFormsOfTheSameNameAreOneSite(String host, String site) {
        assertThat(SiteResolver.site(host)).isEqualTo(site);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "com",
                "localhost",
                "router",
                ".com",
                ".example.com",
                "a..b.com",
                "example.com..",
                "192.0.2.1",
                "192.0.2.1:443",
                "[2001:db8::1]",
                "2001:db8::1",
                "foo.123",
                "1.2.3",
                "printer.local",
                "nas.lan",
                "hub.home.arpa",
                "ip-10-0-0-1.ec2.internal",
                "two words.com",
                "tab\t.com",
                "nul\0.com",
                "esc\u001b[31m.com",
                "<script>.com",
                "*.example.com",
                "a/b.com",
                "ex\u202eample.com\u0000",
                "%00.com",
                "=cmd.com"
            })
    void whatIsNoGlobalHostNameHasNoSite(String host) {
        assertThat(SiteResolver.site(host)).isNull();
    }

    @Test
    void namesTheDnsCannotCarryHaveNoSite() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "b".repeat(57) + ".com";

        assertThat(longest).hasSize(253);
        assertThat(SiteResolver.site(longest)).isEqualTo("b".repeat(57) + ".com");
        assertThat(SiteResolver.site("a." + longest)).isNull();
        assertThat(SiteResolver.site("a".repeat(64) + ".com")).isNull();
        assertThat(SiteResolver.site("a.".repeat(500_000) + "com")).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyNameEndsInItsSiteAndTheSiteIsItsOwnSite(long seed) {
        Random random = new Random(seed);
        String alphabet = "ab-_.09xn\u00fc\u4e2d:[]%\u0000 ZcomukjpckCOM..";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder host = new StringBuilder();
            for (int length = random.nextInt(24); length >= 0; length--) {
                host.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String[] tops = {"", ".com", ".co.uk", ".github.io", ".ck", ".kobe.jp", ".s3.amazonaws.com"};
            host.append(tops[random.nextInt(tops.length)]);
            String name = host.toString();

            assertThatCode(() -> SiteResolver.site(name))
                    .as("seed %s host %s", seed, name)
                    .doesNotThrowAnyException();
            String site = SiteResolver.site(name);
            if (site != null) {
                String canonical = HostNames.canonical(name);
                assertThat("." + canonical).as("seed %s", seed).endsWith("." + site);
                assertThat(SiteResolver.site(site)).as("seed %s", seed).isEqualTo(site);
            }
        }
    }
}
