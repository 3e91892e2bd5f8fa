package io.waybill.streams.detect.periodic;

import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What else is odd about periodic contacts.
 *
 * @param unanswered share that got no answer or was refused; only TCP asks for one
 * @param named whether any had a host name
 * @param usualPort whether most went to a port phones use every day
 * @param icmp whether most were ICMP
 * @param lookups whether most were questions to a name server
 * @param sameSize share that sent the most common number of bytes, to within a sixteenth
 */
record Traits(double unanswered, boolean named, boolean usualPort, boolean icmp, boolean lookups, double sameSize) {

    private static final Set<Integer> USUAL_PORTS = Set.of(
            0, 22, 25, 53, 80, 110, 123, 143, 443, 465, 500, 587, 853, 993, 995, 3478, 4500, 5060, 5061, 5222, 5223,
            5228);

    private static final int NAME_SERVER = 53;

    static Traits of(List<Contact> contacts) {
        int lost = 0;
        int usual = 0;
        int icmp = 0;
        int lookups = 0;
        boolean named = false;
        Map<Long, Integer> sizes = new HashMap<>();
        for (Contact contact : contacts) {
            boolean failed = contact.outcome() == Outcome.UNANSWERED || contact.outcome() == Outcome.REJECTED;
            lost += failed && contact.endpoint().transport() == Transport.TCP ? 1 : 0;
            lookups += contact.endpoint().port() == NAME_SERVER
                            && contact.endpoint().host() != null
                    ? 1
                    : 0;
            usual += USUAL_PORTS.contains(contact.endpoint().port()) ? 1 : 0;
            icmp += contact.endpoint().transport() == Transport.ICMP ? 1 : 0;
            named |= contact.endpoint().host() != null;
            sizes.merge(sizeClass(contact.bytesSent()), 1, Integer::sum);
        }
        double n = contacts.size();
        int same = sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new Traits(lost / n, named, usual * 2 >= n, icmp * 2 >= n, lookups * 2 >= n, same / n);
    }

    private static long sizeClass(long bytes) {
        int spare = StrictMath.max(0, 64 - Long.numberOfLeadingZeros(StrictMath.max(0, bytes)) - 5);
        return bytes >> spare << spare;
    }
}
