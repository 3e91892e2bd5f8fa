package io.waybill.captures.mobile;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.captures.Connections;
import io.waybill.captures.ReadContext;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.device.ReportedNames;
import io.waybill.captures.text.LineIds;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Android's two network events, in whichever wrapping they come: an app looked up a name; an app connected to an address.
 * Connections become events; lookups name them. Exports overlap, so the same event is taken once. Not thread-safe.
 */
final class AndroidEvents {
    private static final int MAX_REMEMBERED = 1_000_000;

    /** Android does not tell times to live. */
    private static final long ANSWER_HOLDS_MILLIS = 3_600_000;

    private final ReadContext context;
    private final DnsHistory dns;
    private final BoundHits.Totals bounds;
    private final LineIds ids = new LineIds();
    private final Set<String> seen = new LinkedHashSet<>();

    AndroidEvents(ReadContext context) {
        this.context = context;
        dns = new DnsHistory(
                context.settings().maxDnsAnswers(), context.settings().maxJoinRows());
        bounds = context.bounds().totals();
    }

    /** An app on this device was told these addresses for this name. */
    void lookup(String device, Instant time, @Nullable String hostname, List<String> addresses)
            throws BadRecordException {
        String host = ReportedNames.of(hostname);
        for (String address : addresses) {
            byte[] ip = ip(address);
            if (host != null) {
                dns.learn(device, ip, host, time.toEpochMilli(), ANSWER_HOLDS_MILLIS);
            }
        }
        bounds.reached(Bound.DNS_ANSWERS, dns.dropped());
    }

    /** An app on this device connected. {@code feedId} is what the feed numbers the event with, or empty. */
    void connect(
            String device,
            Instant time,
            @Nullable String app,
            String address,
            long port,
            String feedId,
            String capture,
            long position)
            throws BadRecordException {
        byte[] ip = ip(address);
        DeviceConnection event = Connections.blank(capture, position);
        event.setEventId(ids.contentId(
                "android",
                String.join("\0", device, time.toString(), String.valueOf(app), address, Long.toString(port), feedId)));
        event.setDeviceId(device);
        event.setTime(time);
        event.setRemoteIp(ByteBuffer.wrap(ip));
        event.setRemotePort(Values.port("port", port));
        event.setApp(app);
        String host = dns.nameOf(device, ip, time.toEpochMilli());
        if (host != null) {
            event.setHost(host);
            event.setHostSource(HostSource.DNS);
        }
        if (seen.add(event.getEventId())) {
            if (seen.size() > MAX_REMEMBERED) {
                seen.remove(seen.iterator().next());
                context.bounds().add(Bound.REPEATS, 1);
            }
            context.connections().accept(event);
        }
    }

    /** Java writes addresses as {@code name/address}, mostly with an empty name. */
    private static byte[] ip(String address) throws BadRecordException {
        byte[] ip = AddressParser.ip(address.substring(address.indexOf('/') + 1));
        if (ip == null) {
            throw new BadRecordException("'" + Values.shorten(address) + "' is not an IP address");
        }
        return ip;
    }
}
