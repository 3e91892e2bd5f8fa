package io.waybill.captures.flow;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.ReadContext;
import io.waybill.captures.leak.IdentifierScanners;
import io.waybill.captures.name.DnsAnswers;
import io.waybill.captures.netflow.NetFlowDatagrams;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.QuotedPacket;
import io.waybill.captures.packet.frame.RawPacket;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one capture to connection events.
 *
 * <p>A TCP flow lasts from its first packet until {@value #LINGER_MILLIS} ms after its end (so that late packets
 * still count) or until it is silent for the idle time; an attempt that nobody answered and every other flow last for
 * the shorter idle time of datagrams. A new opening segment on the same endpoints begins a new flow. A DNS
 * transaction is a flow. The clock is the packets'. At most {@link DecodeSettings#maxFlows} are held: beyond, the
 * longest silent one is completed early. Not thread-safe.
 */
public final class FlowAssembler {

    static final long LINGER_MILLIS = 60_000;

    private final ReadContext context;
    private final EventIds ids;
    private final FlowEvents events;
    private final FlowTable table;
    private final FlowCounters counters = new FlowCounters();
    private final FlowAge.Line open;
    private final FlowAge.Line brief;
    private final FlowAge.Line closed = new FlowAge.Line(LINGER_MILLIS);
    private final DnsAnswers answers;
    private final DnsLookups dns;
    private final SearchMemory memory = new SearchMemory(counters);
    private final StreamNaming streams;
    private final DatagramNaming datagrams;
    private final DhcpLeases leases;
    private final NetflowPackets netflow;
    private final Leaks leaks;
    private final QuotedPacket quoted = new QuotedPacket();

    /**
     * @param capture name of the input, for the events
     * @param first the capture's first packet: what its event ids start from
     */
    public FlowAssembler(String capture, RawPacket first, ReadContext context) {
        DecodeSettings settings = context.settings();
        this.context = context;
        this.ids = new EventIds(first);
        this.events = new FlowEvents(capture, context.devices());
        this.table = new FlowTable(ids.salt());
        this.open = new FlowAge.Line(settings.tcpIdleMillis());
        this.brief = new FlowAge.Line(settings.udpIdleMillis());
        this.answers = new DnsAnswers(settings.maxDnsAnswers());
        this.dns = new DnsLookups(answers, settings.maxStreamBytes(), memory);
        this.streams = new StreamNaming(settings.maxStreamBytes(), memory);
        this.leases = new DhcpLeases(context.devices(), counters);
        this.netflow = new NetflowPackets(new NetFlowDatagrams(capture, context), counters);
        this.leaks = new Leaks(new IdentifierScanners(context.identifiers()), context.devices());
        this.datagrams = new DatagramNaming(settings.maxStreamBytes(), memory);
    }

    /** Takes the next packet. */
    public void packet(Frame frame) {
        long now = frame.timeMillis();
        expire(open, now);
        expire(brief, now);
        expire(closed, now);
        if (QuotedPacket.isDeliveryError(frame) && refused(frame)) {
            return;
        }
        int tag = DnsLookups.tag(frame);
        Flow flow = find(frame, tag);
        boolean fromA = flow.isFromA(frame);
        flow.count(frame, fromA);
        if (flow.isTcp()) {
            TcpMarks.mark(flow, frame, fromA);
        } else {
            flow.mark(fromA, marks(frame));
        }
        refresh(flow);
        if (frame.payloadCaptured() > 0) {
            payload(flow, frame, fromA);
        }
    }

    private void payload(Flow flow, Frame frame, boolean fromA) {
        boolean udp = frame.protocol() == Frame.UDP;
        if (udp) {
            leases.packet(frame);
            netflow.packet(frame);
        }
        leaks.payload(flow, frame, fromA);
        if (DnsLookups.isDns(frame) && (udp || flow.isTcp())) {
            dns.packet(flow, frame);
        } else if (!flow.namesDone && flow.isTcp()) {
            streams.segment(flow, frame, fromA);
        } else if (!flow.namesDone && fromA && udp) {
            datagrams.datagram(flow, frame);
        }
    }

    /** Attributes an ICMP error to the flow it is about; the error is then no flow of its own. */
    private boolean refused(Frame icmp) {
        if (!quoted.read(icmp)) {
            return false;
        }
        Frame about = quoted.frame();
        int tag = DnsLookups.tag(about);
        Flow flow = table.find(about, tag, table.hash(about, tag));
        if (flow == null) {
            return false;
        }
        flow.mark(flow.isFromA(about), Flow.UNREACHABLE);
        counters.icmpErrors++;
        return true;
    }

    /** Completes all flows: the capture ends. */
    public void finish() {
        drain(closed);
        drain(brief);
        drain(open);
        netflow.finish();
    }

    /** What happened so far. */
    public FlowCounters counters() {
        counters.answersForgotten = answers.forgotten();
        return counters;
    }

    private Flow find(Frame frame, int tag) {
        int hash = table.hash(frame, tag);
        Flow flow = table.find(frame, tag, hash);
        if (flow != null) {
            boolean again = TcpMarks.isOpening(frame) && TcpMarks.isNewAttempt(flow, frame, flow.isFromA(frame));
            boolean idle = flow.line != null && frame.timeMillis() - flow.lastMillis > flow.line.idleMillis;
            if (!idle && !(flow.isTcp() && again)) {
                return flow;
            }
            complete(flow);
        }
        if (table.size() >= context.settings().maxFlows()) {
            evict();
        }
        Flow created = new Flow(frame, tag, hash, ids.digest(frame));
        created.dnsName = dns.nameOf(frame);
        table.add(created);
        return created;
    }

    private static int marks(Frame frame) {
        boolean echoRequest = frame.protocol() == Frame.ICMP && frame.icmpType() == 8
                || frame.protocol() == Frame.ICMPV6 && frame.icmpType() == 128;
        return echoRequest ? Flow.CLIENT : 0;
    }

    private void refresh(Flow flow) {
        FlowAge.Line line = lineOf(flow);
        FlowAge.Line before = flow.line;
        if (before == line) {
            line.refresh(flow);
            return;
        }
        if (before != null) {
            before.remove(flow);
        }
        line.add(flow);
    }

    private FlowAge.Line lineOf(Flow flow) {
        if (!flow.isTcp()) {
            return brief;
        }
        if (TcpMarks.isClosed(flow)) {
            return closed;
        }
        return TcpMarks.isHalfOpen(flow) ? brief : open;
    }

    private void expire(FlowAge.Line line, long now) {
        Flow oldest = line.oldest();
        while (oldest != null && now - oldest.lastMillis > line.idleMillis) {
            complete(oldest);
            oldest = line.oldest();
        }
    }

    private void drain(FlowAge.Line line) {
        Flow oldest = line.oldest();
        while (oldest != null) {
            complete(oldest);
            oldest = line.oldest();
        }
    }

    private void evict() {
        Flow longestSilent = older(older(closed.oldest(), brief.oldest()), open.oldest());
        if (longestSilent != null) {
            counters.evicted++;
            complete(longestSilent);
        }
    }

    private static @Nullable Flow older(@Nullable Flow one, @Nullable Flow other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.lastMillis < one.lastMillis ? other : one;
    }

    private void complete(Flow flow) {
        table.remove(flow);
        FlowAge.Line line = flow.line;
        if (line != null) {
            line.remove(flow);
            flow.line = null;
        }
        memory.release(flow);
        counters.flows++;
        context.connections().accept(events.event(flow));
    }
}
