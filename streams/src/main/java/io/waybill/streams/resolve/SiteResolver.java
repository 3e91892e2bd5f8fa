package io.waybill.streams.resolve;

import com.google.common.net.InternetDomainName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The site of a host name: its registrable domain by the public suffix list (publicsuffix.org, the copy in Guava), private
 * section included. So whoever holds {@code bucket.s3.amazonaws.com} or {@code someone.github.io} is a site of their own, and is
 * not merged with all other customers of the provider.
 *
 * <ul>
 *   <li>A name under a top-level domain that the list does not have falls under the list's default rule: its last two labels.
 *   <li>A name that is itself a suffix of two labels or more ({@code github.io}, {@code s3.amazonaws.com}, {@code gov.uk}) is its
 *       own site: it was contacted, and says nothing of those below it.
 *   <li>A single label, an address, a name under a domain that has no global meaning (RFC 6761, RFC 6762 appendix G, RFC 8375,
 *       {@code internal}) and what is no host name at all has no site.
 * </ul>
 *
 * <p>Pure, safe for many threads. A microsecond or so a call: {@link DestinationResolver} remembers.
 */
public final class SiteResolver {

    private static final Set<String> PRIVATE_TOP_LEVELS = Set.of(
            "local", "localhost", "localdomain", "lan", "home", "corp", "intranet", "internal", "private", "invalid");

    private SiteResolver() {}

    /** The site of a host name in whatever form the network had it, in lower case and punycode; null where it has none. */
    public static @Nullable String site(String host) {
        String name = HostNames.canonical(host);
        return name == null || isPrivate(name) ? null : siteOf(name);
    }

    /** Whether a canonical name means something within one network only. */
    static boolean isPrivate(String name) {
        String top = name.substring(name.lastIndexOf('.') + 1);
        return top.length() == name.length() || PRIVATE_TOP_LEVELS.contains(top) || name.endsWith(".home.arpa");
    }

    private static @Nullable String siteOf(String name) {
        int labels = suffixLabels(name) + 1;
        int at = name.length();
        for (int i = 0; i < labels; i++) {
            at = name.lastIndexOf('.', at - 1);
            if (at < 0) {
                return i > 0 ? name : null;
            }
        }
        return name.substring(at + 1);
    }

    private static int suffixLabels(String name) {
        String[] labels = name.split("\\.");
        String top = labels[labels.length - 1];
        boolean topIsUnlisted = !isAcceptedByGuava(top) || Character.isDigit(top.charAt(0));
        if (topIsUnlisted) {
            return 1;
        }
        for (int i = 0; i < labels.length; i++) {
            // No suffix has such labels, and wildcard rules take any label alike.
            labels[i] = isAcceptedByGuava(labels[i]) ? labels[i] : "x";
        }
        InternetDomainName suffix =
                InternetDomainName.from(String.join(".", labels)).publicSuffix();
        return suffix == null ? 1 : suffix.parts().size();
    }

    private static boolean isAcceptedByGuava(String label) {
        return !isJoiner(label.charAt(0)) && !isJoiner(label.charAt(label.length() - 1));
    }

    private static boolean isJoiner(char c) {
        return c == '-' || c == '_';
    }
}
