package io.waybill.testkit.traffic;

import io.waybill.schemas.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something on the network that phones contact.
 *
 * @param id short name
 * @param hosts its host names, {@code #} standing for a digit; empty where it is reached by address alone
 * @param ipv4 where it answers
 * @param ipv6 where it answers on IPv6; empty where it does not
 * @param port its port
 * @param transport its transport
 * @param protocol application protocol as a decoder would name it, or null
 * @param sent median bytes from the phone
 * @param received median bytes to it
 * @param sigma spread of both: deviation of the natural logarithm
 * @param durationMillis median duration; 0 where the rhythm says it
 * @param nameMissable whether a feed may miss the name now and then; a story's own names are always seen, so that its truth is
 *     about one destination
 */
public record Service(
        String id,
        List<String> hosts,
        List<Network> ipv4,
        List<Network> ipv6,
        int port,
        Transport transport,
        @Nullable String protocol,
        double sent,
        double received,
        double sigma,
        double durationMillis,
        boolean nameMissable) {

    /** A service of a story, on one network. */
    public static Service of(
            String id,
            List<String> hosts,
            String network,
            int port,
            @Nullable String protocol,
            double sent,
            double received) {
        return new Service(
                id,
                hosts,
                List.of(Network.parse(network)),
                List.of(),
                port,
                Transport.TCP,
                protocol,
                sent,
                received,
                0.4,
                900,
                false);
    }
}
