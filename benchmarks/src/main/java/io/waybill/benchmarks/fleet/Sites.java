package io.waybill.benchmarks.fleet;

import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Where the fleet's events go: sites with one to three host names each, and public addresses all over the world. */
final class Sites {

    private static final String[] SUFFIXES = {"com", "net", "cn", "co.uk", "io", "com.br", "de", "github.io"};
    private static final String[] HOSTS = {"api", "cdn", "push"};

    private final String[][] hosts;
    private final byte[][] addresses;

    Sites(FleetShape shape) {
        SplittableRandom random = new SplittableRandom(shape.seed() + 2);
        hosts = new String[shape.sites()][];
        addresses = new byte[shape.sites()][];
        for (int site = 0; site < hosts.length; site++) {
            String name = String.format(Locale.ROOT, "site%05d.%s", site, SUFFIXES[site % SUFFIXES.length]);
            hosts[site] = new String[1 + site % HOSTS.length];
            for (int i = 0; i < hosts[site].length; i++) {
                hosts[site][i] = HOSTS[i] + "." + name;
            }
            // one in eight by IPv6; first bytes that are public space in either
            addresses[site] = new byte[site % 8 == 7 ? 16 : 4];
            random.nextBytes(addresses[site]);
            if (addresses[site].length == 16) {
                addresses[site][0] = 0x2a;
            } else {
                addresses[site][0] = (byte) (11 + random.nextInt(89));
            }
        }
    }

    int count() {
        return hosts.length;
    }

    /** A host name of the site, or null for the one contact in twenty whose name nobody saw. */
    @Nullable
    String host(int site, int draw) {
        return draw % 20 == 0 ? null : hosts[site][draw % hosts[site].length];
    }

    /** Its address; shared, not to be changed. */
    byte[] address(int site) {
        return addresses[site];
    }
}
