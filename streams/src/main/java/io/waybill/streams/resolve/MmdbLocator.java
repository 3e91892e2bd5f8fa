package io.waybill.streams.resolve;

import com.google.common.base.Suppliers;
import com.google.common.primitives.Longs;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks addresses up in MaxMind DB files the user brings: country or city databases, ASN databases, or both. The field names of
 * MaxMind, DB-IP, IPinfo and ip-location-db are understood; of several files the first that knows a field gives it. The files
 * are read into memory at once, so replacing one changes nothing in a running program.
 */
public final class MmdbLocator implements IpLocator {

    private static final int SLOTS = 1 << 16;

    private final List<Reader> files = new ArrayList<>();
    private final String description;
    private final Supplier<Map<Long, String>> organisations = Suppliers.memoize(this::readOrganisations);
    /** Addresses looked up before; needs no lock, because an entry carries its own key. */
    private final @Nullable Known[] known = new Known[SLOTS];

    /**
     * Opens the files.
     *
     * @throws IOException when one cannot be read or is no MaxMind DB
     */
    public MmdbLocator(List<Path> paths) throws IOException {
        StringJoiner descriptions = new StringJoiner("; ");
        for (Path path : paths) {
            byte[] bytes = Files.readAllBytes(path);
            Reader reader = new Reader(new ByteArrayInputStream(bytes));
            files.add(reader);
            Instant built = reader.getMetadata().buildTime().truncatedTo(ChronoUnit.DAYS);
            descriptions.add(path.getFileName() + " (" + reader.getMetadata().databaseType() + ") "
                    + built.atOffset(ZoneOffset.UTC).toLocalDate() + ", sha256 " + Digests.sha256(bytes));
        }
        this.description = descriptions.toString();
    }

    @Override
    public Location locate(byte[] ip) {
        if (IpSpace.of(ip) != IpSpace.PUBLIC) {
            return Location.UNKNOWN;
        }
        boolean v4 = IpBits.carriesV4(ip);
        long high = v4 ? 0 : IpBits.high(ip);
        long low = v4 ? IpBits.v4(ip) & 0xffff_ffffL : IpBits.low(ip);
        int slot = slot(high, low);
        Known here = known[slot];
        if (here == null || here.high != high || here.low != low) {
            here = new Known(high, low, lookUp(IpBits.plain(ip)));
            known[slot] = here;
        }
        return here.location;
    }

    /** The first call reads through the files, which takes about a second for a database of the whole internet. */
    @Override
    public @Nullable String organisationOf(long asn) {
        return organisations.get().get(asn);
    }

    @Override
    public String describe() {
        return description;
    }

    private Location lookUp(byte[] ip) {
        String country = null;
        long asn = 0;
        for (Reader file : files) {
            Map<?, ?> fields = read(file, ip);
            country = country == null ? MmdbFields.country(fields) : country;
            asn = asn == 0 ? MmdbFields.asn(fields) : asn;
        }
        return country == null && asn == 0 ? Location.UNKNOWN : new Location(country, asn);
    }

    private Map<Long, String> readOrganisations() {
        Map<Long, String> names = new HashMap<>();
        for (Reader file : files) {
            try {
                Iterator<DatabaseRecord<Map>> networks = file.networks(Map.class);
                while (networks.hasNext()) {
                    Map<?, ?> fields = networks.next().data();
                    String organisation = MmdbFields.organisation(fields);
                    if (organisation != null) {
                        names.putIfAbsent(MmdbFields.asn(fields), organisation);
                    }
                }
            } catch (IOException | InvalidNetworkException damaged) {
                throw new IllegalStateException(
                        "damaged IP database " + file.getMetadata().databaseType(), damaged);
            }
        }
        names.remove(0L);
        return names;
    }

    private static Map<?, ?> read(Reader file, byte[] ip) {
        try {
            boolean answerable = ip.length == 4 || file.getMetadata().ipVersion() == 6;
            Map<?, ?> fields = answerable ? file.get(InetAddress.getByAddress(ip), Map.class) : null;
            return fields == null ? Map.of() : fields;
        } catch (IOException damaged) {
            throw new IllegalStateException(
                    "damaged IP database " + file.getMetadata().databaseType(), damaged);
        }
    }

    private static int slot(long high, long low) {
        int hash = (Longs.hashCode(high) * 31 + Longs.hashCode(low)) * 0x9e3779b1;
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }

    private record Known(long high, long low, Location location) {}
}
