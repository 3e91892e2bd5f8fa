package io.waybill.captures.name;

import java.util.Set;

/** Well-known resolvers that take queries over HTTPS. Published names of the services themselves, as of 2026. */
final class EncryptedDns {

    private static final Set<String> RESOLVERS = Set.of(
            "dns.google",
            "dns64.dns.google",
            "8888.google",
            "cloudflare-dns.com",
            "one.one.one.one",
            "1dot1dot1dot1.cloudflare-dns.com",
            "mozilla.cloudflare-dns.com",
            "chrome.cloudflare-dns.com",
            "security.cloudflare-dns.com",
            "family.cloudflare-dns.com",
            "dns.quad9.net",
            "dns9.quad9.net",
            "dns10.quad9.net",
            "dns11.quad9.net",
            "doh.opendns.com",
            "doh.umbrella.com",
            "doh.familyshield.opendns.com",
            "dns.nextdns.io",
            "doh.cleanbrowsing.org",
            "dns.adguard.com",
            "dns.adguard-dns.com",
            "unfiltered.adguard-dns.com",
            "family.adguard-dns.com",
            "dns.alidns.com",
            "doh.pub",
            "dns.pub",
            "doh.360.cn",
            "doh.dns.sb",
            "doh.xfinity.com",
            "doh.mullvad.net",
            "dns.mullvad.net",
            "doh.applied-privacy.net",
            "dnsforge.de",
            "dns.digitale-gesellschaft.ch",
            "doh.libredns.gr",
            "odvr.nic.cz",
            "dns.switch.ch",
            "doh.tiar.app",
            "jp.tiar.app",
            "dns.twnic.tw",
            "doh.securedns.eu",
            "freedns.controld.com",
            "dns.controld.com",
            "doh.dns.apple.com",
            "dns0.eu",
            "zero.dns0.eu");

    private EncryptedDns() {}

    static boolean isResolver(String host) {
        return RESOLVERS.contains(host)
                || host.endsWith(".dns.nextdns.io")
                || host.endsWith(".cloudflare-gateway.com")
                || host.endsWith(".dns.controld.com");
    }
}
