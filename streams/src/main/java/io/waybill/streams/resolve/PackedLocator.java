package io.waybill.streams.resolve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The IP database that comes with the program: country, autonomous system and its name for the whole of IPv4 (by address) and
 * IPv6 (by /64). Immutable; about 30 MB of heap, loaded once. docs/resolving.md says where the data comes from, what is known
 * to be wrong with it and how to renew it.
 */
public final class PackedLocator implements IpLocator {

    private static final String RESOURCE = "ip-locations.bin";

    private final LocationTable v4;
    private final LocationTable v6;
    private final long[] asns;
    private final List<String> organisations;
    private final String description;

    private PackedLocator(IpPack pack, String digest) {
        LocationTable.Places places = new LocationTable.Places(pack.countries(), pack.asns());
        this.v4 = LocationTable.of(pack.country4(), pack.asn4(), places, 32);
        this.v6 = LocationTable.of(pack.country6(), pack.asn6(), places, 64);
        this.asns = pack.asns();
        this.organisations = pack.organisations();
        this.description = pack.source() + ", sha256 " + digest;
    }

    /** The one that comes with the program. */
    public static PackedLocator bundled() {
        return Bundled.INSTANCE;
    }

    /**
     * Loads a packed database.
     *
     * @throws IOException when it is damaged or none
     */
    static PackedLocator load(byte[] packed) throws IOException {
        return new PackedLocator(IpPack.read(new ByteArrayInputStream(packed)), Digests.sha256(packed));
    }

    @Override
    public Location locate(byte[] ip) {
        if (IpSpace.of(ip) != IpSpace.PUBLIC) {
            return Location.UNKNOWN;
        }
        return IpBits.carriesV4(ip) ? v4.at(IpBits.v4(ip) & 0xffff_ffffL) : v6.at(IpBits.high(ip));
    }

    @Override
    public @Nullable String organisationOf(long asn) {
        int found = Arrays.binarySearch(asns, asn);
        return found < 0 || organisations.get(found).isEmpty() ? null : organisations.get(found);
    }

    @Override
    public String describe() {
        return description;
    }

    private static final class Bundled {

        static final PackedLocator INSTANCE = fromResource();

        private static PackedLocator fromResource() {
            try (InputStream in = PackedLocator.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the program comes without its IP database: no " + RESOURCE);
                }
                return load(in.readAllBytes());
            } catch (IOException damaged) {
                throw new UncheckedIOException("the IP database that comes with the program is damaged", damaged);
            }
        }
    }
}
