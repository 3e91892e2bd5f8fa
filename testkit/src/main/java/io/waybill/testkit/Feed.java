package io.waybill.testkit;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.traffic.Caller;
import io.waybill.testkit.traffic.Contact;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the collector learns of one phone's contacts: from a probe in its network, which sees no apps, or from an agent on the
 * phone, which does. Lines get lost, whole spells do, and some agents deliver hours late.
 */
final class Feed {

    private static final long HOUR = 3_600_000L;
    private static final double LINE_LOST = 0.004;
    private static final double OUTAGE_PER_DAY = 0.04;
    /** Of the agents. */
    private static final double BATCHED_SHARE = 0.3;

    private static final long BATCH_MILLIS = 4 * HOUR;

    private final String prefix;
    private final Phone phone;
    private final RandomStream random;
    private final List<Span> outages = new ArrayList<>();
    private final long batchOffset;
    private final boolean batched;
    private long sequence;

    /**
     * An event and when it reaches the collector.
     *
     * @param event without its position
     * @param arrival milliseconds since 1970 UTC
     * @param phone number of the phone
     * @param sequence number of the event among the phone's own
     */
    record Delivery(DeviceConnection event, long arrival, int phone, long sequence) {}

    Feed(SimulationParameters parameters, Life life) {
        this.phone = life.phone();
        this.prefix = parameters.scenario().id() + "-" + parameters.seed();
        this.random = RandomStream.of(parameters.seed(), phone.id() + "/feed");
        this.batched = phone.agent() && random.chance(BATCHED_SHARE);
        this.batchOffset = (long) random.between(0, BATCH_MILLIS);
        for (long day = life.period().from(); day < life.period().to(); day += 24 * HOUR) {
            if (random.chance(OUTAGE_PER_DAY)) {
                long from = day + (long) random.between(0, 24 * HOUR);
                outages.add(new Span(from, from + (long) random.between(HOUR / 2.0, 3 * HOUR)));
            }
        }
    }

    /** The event that comes of this contact; null where it is lost on the way. */
    @Nullable
    Delivery carry(Contact contact) {
        sequence++;
        boolean lost = random.chance(LINE_LOST);
        long over = contact.time() + contact.durationMillis() + (long) random.between(200, 4_000);
        if (lost || outages.stream().anyMatch(outage -> outage.contains(contact.time()))) {
            return null;
        }
        long arrival = batched ? over + BATCH_MILLIS - Math.floorMod(over - batchOffset, BATCH_MILLIS) : over;
        return new Delivery(event(contact), arrival, phone.index(), sequence);
    }

    private DeviceConnection event(Contact contact) {
        boolean named = contact.host() != null;
        DeviceConnection event = new DeviceConnection();
        event.setEventId(prefix + "-" + (phone.index() + 1) + "-" + sequence);
        event.setDeviceId(phone.id());
        event.setTime(Instant.ofEpochMilli(contact.time()));
        event.setDurationMs(contact.durationMillis());
        event.setTransport(contact.transport());
        event.setRemoteIp(ByteBuffer.wrap(contact.ip()));
        event.setRemotePort(contact.port());
        event.setHost(contact.host());
        event.setHostSource(named && phone.agent() ? HostSource.REPORTED : contact.hostSource());
        event.setProtocol(contact.protocol());
        event.setApp(phone.agent() ? contact.app() : null);
        event.setBytesSent(contact.sent());
        event.setBytesReceived(contact.received());
        event.setPacketsSent(Caller.packets(contact.sent(), contact.transport()));
        event.setPacketsReceived(Caller.packets(contact.received(), contact.transport()));
        event.setOutcome(contact.outcome());
        event.setOccurrences(1);
        event.setLeaks(contact.leaks());
        event.setCapture(prefix);
        return event;
    }
}
