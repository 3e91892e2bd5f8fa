package io.waybill.captures.name;

import io.waybill.schemas.HostSource;
import org.jspecify.annotations.Nullable;

/**
 * What the start of a flow told.
 *
 * @param host name in lower case, or null where there is none
 * @param source how it was learnt; {@link HostSource#NONE} without a name
 * @param protocol application protocol, lower case
 * @param ja4 fingerprint of the ClientHello, or null where there was none
 */
public record Finding(
        @Nullable String host,
        HostSource source,
        String protocol,
        @Nullable String ja4) {

    static Finding of(@Nullable String host, HostSource source, String protocol, @Nullable String ja4) {
        return new Finding(host, host == null ? HostSource.NONE : source, protocol, ja4);
    }

    /** A protocol recognised, without a name. */
    public static Finding protocolOnly(String protocol) {
        return new Finding(null, HostSource.NONE, protocol, null);
    }
}
