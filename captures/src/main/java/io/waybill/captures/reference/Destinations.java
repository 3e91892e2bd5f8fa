package io.waybill.captures.reference;

import io.waybill.captures.AddressParser;
import io.waybill.captures.Addresses;
import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Domains and networks as rules and lists name them, each in its one spelling, in the order they came, without repeats. */
final class Destinations {
    private static final int MAX_DOMAIN = 253;

    final Set<String> sites = new LinkedHashSet<>();
    final Set<String> networks = new LinkedHashSet<>();

    /** Takes a domain, an address or a CIDR block; false where the text is none of these. */
    boolean add(String text) {
        String network = network(text);
        if (network != null) {
            networks.add(network);
            return true;
        }
        String site = site(text);
        if (site != null) {
            sites.add(site);
        }
        return site != null;
    }

    /** Takes the host of a URL, or of {@code host:port}; false where there is none. */
    boolean addUrl(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        String authority = rest.split("[/?#]", 2)[0];
        String host = authority.substring(authority.indexOf('@') + 1);
        if (host.startsWith("[")) {
            int close = host.indexOf(']');
            return close > 0 && add(host.substring(1, close));
        }
        int colon = host.indexOf(':');
        return add(colon < 0 ? host : host.substring(0, colon));
    }

    int size() {
        return sites.size() + networks.size();
    }

    /** A domain in lower case and ASCII, without a leading wildcard and the root's dot; null where the text is no domain. */
    static @Nullable String site(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (name.startsWith("*.")) {
            name = name.substring(2);
        } else if (name.startsWith(".")) {
            name = name.substring(1);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        try {
            name = IDN.toASCII(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
        boolean plausible = !name.isEmpty()
                && name.length() <= MAX_DOMAIN
                && !name.contains("..")
                && AddressParser.ip(name) == null;
        return plausible && name.matches("[a-z0-9_-][a-z0-9._-]*") ? name : null;
    }

    /** An address, or a CIDR block with the host bits cleared; null where the text is neither. */
    static @Nullable String network(String text) {
        int slash = text.indexOf('/');
        byte[] ip = AddressParser.ip(slash < 0 ? text : text.substring(0, slash));
        if (ip == null) {
            return null;
        }
        if (slash < 0) {
            return Addresses.text(ip);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > ip.length * 8) {
            return null;
        }
        int prefix = Integer.parseInt(length);
        for (int bit = prefix; bit < ip.length * 8; bit++) {
            ip[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return Addresses.text(ip) + '/' + prefix;
    }
}
