package io.waybill.testkit.traffic;

import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One contact of one phone, before its feed has seen it.
 *
 * @param time when it began, milliseconds since 1970 UTC
 * @param durationMillis how long it lasted
 * @param transport transport protocol
 * @param ip 4 or 16 bytes
 * @param port destination port
 * @param host name, or null
 * @param hostSource how a probe learns the name
 * @param protocol application protocol, or null
 * @param app package or bundle that makes the contact, or null where it is the system itself
 * @param sent bytes from the phone
 * @param received bytes to the phone
 * @param outcome what became of it
 * @param leaks kinds of identifiers in clear, sorted
 * @param label the story it belongs to; empty for everyday traffic. Never leaves the simulator except in the truth
 */
public record Contact(
        long time,
        long durationMillis,
        Transport transport,
        byte[] ip,
        int port,
        @Nullable String host,
        HostSource hostSource,
        @Nullable String protocol,
        @Nullable String app,
        long sent,
        long received,
        Outcome outcome,
        List<String> leaks,
        String label) {

    /** The same contact, part of a story. */
    public Contact labelled(String story) {
        return with(time, durationMillis, leaks, story);
    }

    /** The same contact with identifiers in clear. */
    public Contact leaking(List<String> kinds) {
        return with(time, durationMillis, kinds, label);
    }

    /** The same contact with another time and duration. */
    Contact lasting(long from, long duration) {
        return with(from, duration, leaks, label);
    }

    private Contact with(long from, long duration, List<String> kinds, String story) {
        return new Contact(
                from,
                duration,
                transport,
                ip,
                port,
                host,
                hostSource,
                protocol,
                app,
                sent,
                received,
                outcome,
                kinds,
                story);
    }
}
