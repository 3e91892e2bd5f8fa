package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.device.IpScope;
import io.waybill.captures.device.ReportedNames;
import org.jspecify.annotations.Nullable;

/** What rows of dns logs mean. */
final class DnsRows {
    private static final int MDNS_PORT = 5353;
    private static final int LLMNR_PORT = 5355;

    private DnsRows() {}

    /** Whether it was asked around (mDNS, LLMNR), not of a resolver. */
    static boolean isLocal(ZeekRow row) throws BadRecordException {
        int port = row.port(ZeekField.RESP_P);
        return port == MDNS_PORT || port == LLMNR_PORT || IpScope.isForMany(row.ip(ZeekField.RESP_H));
    }

    /**
     * The name asked for, where no connection can follow that would tell it better: the query failed, was not answered, or
     * asked for data. Tunnels and generated names show there. Null else.
     */
    static @Nullable String tellingQuery(ZeekRow row) throws BadRecordException {
        boolean failed = row.has(ZeekField.RCODE) ? row.count(ZeekField.RCODE) != 0 : !row.has(ZeekField.ANSWERS);
        boolean tells = switch ((int) row.count(ZeekField.QTYPE)) {
            case 12 -> false; // PTR
            case 0, 1, 28, 64, 65 -> failed; // unsaid, A, AAAA, SVCB, HTTPS: they ask where something is
            default -> true;
        };
        return tells && !isLocal(row) ? ReportedNames.of(row.text(ZeekField.QUERY)) : null;
    }
}
