package io.waybill.captures.eve;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.ReadContext;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.text.JsonFields;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Joins records by flow id as they come. Suricata writes a flow's names before the flow itself, so names wait for it; what is
 * still waiting at the end, or when the bound is reached, becomes an event of its own.
 */
final class EveReading {
    private static final int MAX_FINISHED = 200_000;

    private final ReadContext context;
    private final EveRecords records;
    private final int maxWaiting;
    private final Map<String, DeviceConnection> waiting = new LinkedHashMap<>();
    private final Set<String> finished = new LinkedHashSet<>();
    private final EveQueries queries;
    private final DnsHistory dns;
    private final BoundHits.Totals bounds;
    private long boundHits;

    private EveReading(ReadContext context, DnsHistory dns) {
        this.context = context;
        this.dns = dns;
        bounds = context.bounds().totals();
        maxWaiting = Math.max(1, context.settings().maxJoinRows() / 8); // an event takes the room of several rows
        records = new EveRecords(new DeviceIds(context.devices()), dns);
        queries = new EveQueries(maxWaiting, asked -> {
            if (asked.dns().tellsUnanswered()) {
                tell(asked);
            }
        });
    }

    /** Of files. */
    static EveReading of(ReadContext context) {
        DecodeSettings bounds = context.settings();
        return new EveReading(context, new DnsHistory(bounds.maxDnsAnswers(), bounds.maxJoinRows()));
    }

    /** Of a log that has no end. */
    static EveReading endless(ReadContext context) {
        DecodeSettings bounds = context.settings();
        return new EveReading(context, DnsHistory.forgetting(bounds.maxDnsAnswers(), bounds.maxJoinRows()));
    }

    void take(JsonFields record, String capture, long line) throws BadRecordException {
        String type = record.required("event_type");
        switch (type) {
            case "flow" -> finish(record, capture, line);
            case "netflow" -> halfFlow(record, capture, line);
            case "tls", "quic", "http" -> named(type, record, capture, line);
            case "dns" -> lookup(record, capture, line);
            default -> {
                // alerts, statistics, files and what else EVE carries are no connections
            }
        }
    }

    private void finish(JsonFields record, String capture, long line) throws BadRecordException {
        DeviceConnection event = records.flow(record, capture, line);
        String id = EveRecords.flowId(record);
        queries.giveUp(id);
        DeviceConnection names = waiting.remove(id);
        if (names != null) {
            event.setHost(names.getHost());
            event.setHostSource(names.getHostSource());
            event.setJa4(names.getJa4());
            event.setProtocol(names.getProtocol() == null ? event.getProtocol() : names.getProtocol());
        }
        finished.add(id);
        if (finished.size() > MAX_FINISHED) {
            removeEldest(finished.iterator());
        }
        emit(event);
    }

    private DeviceConnection remember(String id, JsonFields record, String capture, long line)
            throws BadRecordException {
        DeviceConnection event = waiting.get(id);
        return event == null ? hold(id, records.begin(record, null, capture, line)) : event;
    }

    private DeviceConnection hold(String id, DeviceConnection event) {
        if (finished.contains(id)) {
            return event; // its flow was there before; nothing more to be said
        }
        if (waiting.size() >= maxWaiting) {
            boundHits++;
            Iterator<DeviceConnection> eldest = waiting.values().iterator();
            emit(eldest.next());
            eldest.remove();
        }
        waiting.put(id, event);
        return event;
    }

    private void named(String type, JsonFields record, String capture, long line) throws BadRecordException {
        DeviceConnection event = remember(EveRecords.flowId(record), record, capture, line);
        boolean fromTls = event.getHostSource() == HostSource.TLS_SNI || event.getHostSource() == HostSource.QUIC_SNI;
        if (event.getHost() == null || type.equals("tls") && !fromTls) {
            EveRecords.name(event, type, record);
        }
    }

    private void lookup(JsonFields record, String capture, long line) throws BadRecordException {
        records.learn(record);
        String id = EveRecords.flowId(record);
        DeviceConnection contact = records.lookup(record, capture, line);
        DeviceConnection flow = waiting.get(id);
        if (flow == null) {
            flow = hold(id, contact == null ? records.begin(record, null, capture, line) : contact);
        }
        flow.setProtocol("dns");
        JsonFields part = record.object("dns");
        if (part == null || contact == null) {
            return; // mDNS, LLMNR: asked around, not of a resolver
        }
        EveDns dns = EveDns.of(part);
        // The waiting event is the flow's; this one is the question's, should it become a contact of its own.
        EveQueries.Asked asked = new EveQueries.Asked(
                id, dns, DeviceConnection.newBuilder(contact).build());
        if (!dns.answer()) {
            queries.ask(asked);
            return;
        }
        EveQueries.Asked before = queries.answered(id, dns.transaction());
        EveQueries.Asked told = before == null ? asked : before;
        if (told.dns().tellsAnswered(dns.failed())) {
            tell(told);
        }
    }

    /** The first telling question of a flow names it; each further one is a contact of its own, as packets would give it. */
    private void tell(EveQueries.Asked asked) {
        String question = asked.dns().question();
        DeviceConnection flow = waiting.get(asked.flow());
        if (question == null || flow == null && finished.contains(asked.flow())) {
            return;
        }
        boolean first =
                flow != null && (flow.getHost() == null || flow.getHost().equals(question));
        DeviceConnection event = flow != null && first ? flow : asked.contact();
        event.setHost(question);
        event.setHostSource(HostSource.DNS);
        if (!first) {
            event.setEventId(event.getEventId()
                    + '-'
                    + asked.dns().transaction()
                    + '-'
                    + Integer.toHexString(question.hashCode()));
            emit(event);
        }
    }

    /** One direction of a flow; the other one has the same id with the sides swapped. */
    private void halfFlow(JsonFields record, String capture, long line) throws BadRecordException {
        JsonFields half = record.object("netflow");
        String id = EveRecords.flowId(record);
        if (half == null || finished.contains(id)) {
            return;
        }
        DeviceConnection event = remember(id, record, capture, line);
        DeviceConnection same = records.begin(record, half.text("start"), capture, line);
        boolean sent = same.getDeviceId().equals(event.getDeviceId());
        EveRecords.setCounts(event, sent, half.count("bytes"), half.count("pkts"));
        if (sent) {
            event.setTime(same.getTime());
            event.setEventId(same.getEventId());
        } else {
            event.setOutcome(Outcome.ESTABLISHED);
        }
        String end = half.text("end");
        if (end != null) {
            long duration = EveTime.millis("end", end) - event.getTime().toEpochMilli();
            event.setDurationMs(Math.max(event.getDurationMs(), Math.max(0, duration)));
        }
    }

    private void emit(DeviceConnection event) {
        records.nameFromDns(event);
        context.connections().accept(event);
    }

    /** Brings the context's counts up to date. */
    void tellBounds() {
        bounds.reached(Bound.WAITING_ROWS, boundHits());
        bounds.reached(Bound.DNS_ANSWERS, dns.dropped());
    }

    /** Names that went without their flow and questions taken for unanswered, because too many waited. */
    long boundHits() {
        return boundHits + queries.boundHits();
    }

    /** Hands over what still waits for its flow. */
    void end() {
        queries.end();
        waiting.values().forEach(this::emit);
        tellBounds();
    }

    private static void removeEldest(Iterator<?> entries) {
        entries.next();
        entries.remove();
    }
}
