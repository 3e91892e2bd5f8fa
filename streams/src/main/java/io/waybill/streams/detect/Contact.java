package io.waybill.streams.detect;

import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One contact of a device with a destination, as the device's side remembers it.
 *
 * @param time when it began, milliseconds since 1970 UTC
 * @param durationMs how long it lasted, 0 where unknown
 * @param bytesSent from the device, 0 where unknown
 * @param bytesReceived to the device, 0 where unknown
 * @param outcome what became of it
 * @param occurrences 1, or more where single times are unknown
 * @param endpoint whom exactly
 * @param leaks kinds of identifiers seen in clear, sorted
 * @param firmware the build the device ran at {@code time}
 * @param event the event
 */
public record Contact(
        long time,
        long durationMs,
        long bytesSent,
        long bytesReceived,
        Outcome outcome,
        int occurrences,
        Endpoint endpoint,
        List<String> leaks,
        String firmware,
        EventRef event) {

    /**
     * The far end of a contact.
     *
     * @param host name, or null
     * @param ip 4 or 16 bytes, or null where only the name is known
     * @param port 0 where unknown
     * @param transport transport protocol
     * @param protocol application protocol in lower case, or null
     * @param app package or bundle that made the contact, or null
     * @param country of the address by IP database, or null
     * @param asn of the address, 0 where unknown
     */
    public record Endpoint(
            @Nullable String host,
            byte @Nullable [] ip,
            int port,
            Transport transport,
            @Nullable String protocol,
            @Nullable String app,
            @Nullable String country,
            long asn) {}
}
