package io.waybill.testkit.traffic;

import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Market;
import io.waybill.testkit.random.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the contacts of one phone for one purpose: which address answers, how much is moved, whether it works. */
public final class Caller {

    private static final double IPV6_USED = 0.85;
    private static final double UNANSWERED = 0.012;
    private static final double REJECTED = 0.005;
    private static final double NAME_MISSED = 0.004;
    /** What fails shows no name of its own; the phone's name lookup before it usually does. */
    private static final double LOOKUP_MISSED = 0.15;

    /** Addresses a host name has in one market. */
    private static final int ADDRESSES_PER_HOST = 4;
    /** Heavy tails end here: a phone's single connection does not move more. */
    private static final double MOST_BYTES = 4e9;

    private final Life life;
    private final RandomStream random;
    private final double ipv6Luck;

    /** For this phone, drawing from this stream. */
    public Caller(Life life, RandomStream random) {
        this.life = life;
        this.random = random;
        this.ipv6Luck = Long.remainderUnsigned(RandomStream.hash(life.phone().id() + "/ipv6"), 1000) / 1000.0;
    }

    /** A contact with the service at this time, lasting as the service usually does. */
    public Contact call(Service service, long time, @Nullable String app) {
        return call(service, time, (long) random.logNormal(Math.max(1, service.durationMillis()), 0.6), app);
    }

    /** A contact with the service of a given duration, milliseconds. */
    public Contact call(Service service, long time, long durationMillis, @Nullable String app) {
        Market market = life.marketAt(time);
        String host = service.hosts().isEmpty() ? null : digits(random.pick(service.hosts()));
        byte[] ip = address(service, host == null ? service.id() : host, market);
        double failure = random.nextDouble();
        Outcome outcome = failure < UNANSWERED
                ? Outcome.UNANSWERED
                : failure < UNANSWERED + REJECTED ? Outcome.REJECTED : Outcome.ESTABLISHED;
        boolean failed = outcome != Outcome.ESTABLISHED;
        long sent = failed ? 180 : bytes(service.sent(), service.sigma());
        long received = failed ? 0 : bytes(service.received(), service.sigma());
        boolean missed = random.chance(failed ? LOOKUP_MISSED : NAME_MISSED) && service.nameMissable();
        boolean named = host != null && !missed;
        return new Contact(
                time,
                failed ? 3_000 : durationMillis,
                service.transport(),
                ip,
                service.port(),
                named ? host : null,
                named ? source(service, failed) : HostSource.NONE,
                failed ? null : service.protocol(),
                app,
                sent,
                received,
                outcome,
                List.of(),
                "");
    }

    private byte[] address(Service service, String name, Market market) {
        boolean ipv6 = ipv6Luck < market.ipv6Share() && !service.ipv6().isEmpty() && random.chance(IPV6_USED);
        List<Network> networks = ipv6 ? service.ipv6() : service.ipv4();
        long hash = RandomStream.hash(name + "/" + market.country() + "/" + random.below(ADDRESSES_PER_HOST));
        return networks.get((int) Long.remainderUnsigned(hash >>> 32, networks.size()))
                .address(hash);
    }

    private String digits(String template) {
        StringBuilder host = new StringBuilder(template.length());
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            host.append(c == '#' ? (char) ('1' + random.below(9)) : c);
        }
        return host.toString();
    }

    private long bytes(double median, double sigma) {
        return (long) Math.min(MOST_BYTES, sigma == 0 ? median : random.logNormal(median, sigma));
    }

    private static HostSource source(Service service, boolean failed) {
        String protocol = service.protocol();
        if (failed || protocol == null) {
            return HostSource.DNS;
        }
        return switch (protocol) {
            case "quic" -> HostSource.QUIC_SNI;
            case "http" -> HostSource.HTTP_HOST;
            case "tls", "tls-ech" -> HostSource.TLS_SNI;
            default -> HostSource.DNS;
        };
    }

    /** Packets of that many bytes one way: what a phone's segment sizes make of it. */
    public static long packets(long bytes, Transport transport) {
        return bytes == 0 ? 0 : Math.max(transport == Transport.TCP ? 3 : 1, bytes / 1_150);
    }
}
