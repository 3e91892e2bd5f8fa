package io.waybill.captures.netflow;

import io.waybill.captures.ConnectionSink;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.Endpoint;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the two directions of a conversation together, which exporters report apart. A record waits for its counterpart
 * while the feed's own time goes on by ten minutes, and while there is room; then it goes alone. Not thread-safe.
 */
final class FlowPairs {
    /** How far two directions may be apart in time and still belong together. */
    private static final long SLACK_MILLIS = 60_000;

    /** How long, in the feed's time, a record waits. Exporters send both directions within one timeout of each other. */
    private static final long PATIENCE_MILLIS = 600_000;

    private final FlowEvents events;
    private final ConnectionSink sink;
    private final int maxWaiting;
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();
    private long newestMillis = Long.MIN_VALUE;
    private long hurried;

    private record Key(ByteBuffer ip, int port, ByteBuffer otherIp, int otherPort, int protocol) {}

    private record Waiting(FlowRecord flow, String id, long position) {}

    FlowPairs(String capture, DeviceIds devices, ConnectionSink sink, DecodeSettings settings) {
        this.events = new FlowEvents(capture, devices);
        this.sink = sink;
        maxWaiting = Math.max(1, settings.maxFlows() / 4);
    }

    void take(FlowRecord flow, String id, long position) {
        Waiting record = new Waiting(flow, id, position);
        if (flow.hasReverse() || flow.denied()) {
            emit(record, null);
            return;
        }
        Waiting before = waiting.remove(key(flow.destination(), flow.source(), flow));
        if (before != null && belongTogether(before.flow, flow)) {
            emit(before, flow);
        } else {
            if (before != null) {
                emit(before, null);
            }
            Waiting same = waiting.remove(key(flow.source(), flow.destination(), flow));
            if (same != null) {
                emit(same, null); // the conversation goes on; what was reported of it stands for itself
            }
            waiting.put(key(flow.source(), flow.destination(), flow), record);
        }
        newestMillis = Math.max(newestMillis, flow.endMillis());
        dismiss();
    }

    private static boolean belongTogether(FlowRecord one, FlowRecord other) {
        return one.startMillis() <= other.endMillis() + SLACK_MILLIS
                && other.startMillis() <= one.endMillis() + SLACK_MILLIS;
    }

    /** What types and codes ICMP carries in place of ports differs between question and answer. */
    private static Key key(Endpoint from, Endpoint to, FlowRecord flow) {
        return new Key(
                ByteBuffer.wrap(from.ip()),
                flow.isIcmp() ? 0 : from.port(),
                ByteBuffer.wrap(to.ip()),
                flow.isIcmp() ? 0 : to.port(),
                flow.protocol());
    }

    private void dismiss() {
        Iterator<Waiting> eldest = waiting.values().iterator();
        while (eldest.hasNext()) {
            Waiting next = eldest.next();
            boolean patient = newestMillis - next.flow.endMillis() <= PATIENCE_MILLIS;
            if (patient && waiting.size() <= maxWaiting) {
                return;
            }
            eldest.remove();
            hurried += patient ? 1 : 0;
            emit(next, null);
        }
    }

    private void emit(Waiting record, @Nullable FlowRecord back) {
        sink.accept(events.event(record.flow, back, record.id, record.position));
    }

    /** Records that went alone because too many waited. */
    long hurried() {
        return hurried;
    }

    /** Hands over all that still waits. */
    void end() {
        waiting.values().forEach(record -> emit(record, null));
        waiting.clear();
    }
}
