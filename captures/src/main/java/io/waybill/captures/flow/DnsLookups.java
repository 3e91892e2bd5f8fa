package io.waybill.captures.flow;

import io.waybill.captures.name.DnsAnswers;
import io.waybill.captures.name.DnsAnswers.Ip;
import io.waybill.captures.name.DnsReply;
import io.waybill.captures.name.Finding;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.Wire;
import io.waybill.schemas.HostSource;
import org.jspecify.annotations.Nullable;

/**
 * DNS between devices and their resolvers: what answers teach about addresses, and what a lookup is called itself.
 *
 * <p>A lookup that led to an address, or could have, has no host name: the contact that follows has it. One that
 * failed, stayed unanswered or asked for data (TXT, NULL, ...) is the only trace of its name, so it carries it.
 */
final class DnsLookups {

    static final int PORT = 53;

    private final DnsAnswers answers;
    private final int maxStreamBytes;
    private final SearchMemory memory;

    DnsLookups(DnsAnswers answers, int maxStreamBytes, SearchMemory memory) {
        this.answers = answers;
        this.maxStreamBytes = maxStreamBytes;
        this.memory = memory;
    }

    /** Tells the transactions of one socket apart: 0 for anything but DNS over UDP. */
    static int tag(Frame frame) {
        boolean dns = frame.protocol() == Frame.UDP && isDns(frame) && frame.payloadCaptured() >= 12;
        return dns ? 0x1_0000 | Wire.u16(frame.data(), frame.payloadAt()) : 0;
    }

    static boolean isDns(Frame frame) {
        return frame.sourcePort() == PORT || frame.targetPort() == PORT;
    }

    /** A packet of a DNS flow with payload. */
    void packet(Flow flow, Frame frame) {
        if (flow.isTcp()) {
            segment(flow, frame, flow.isFromA(frame));
        } else {
            message(flow, frame, frame.data(), frame.payloadAt(), frame.payloadCaptured());
        }
    }

    /** Several messages may share a segment and are read in place; one may go over its end, and is put together. */
    private void segment(Flow flow, Frame frame, boolean fromA) {
        NameSearch search = flow.search;
        DnsStream held = search == null ? null : search.dns(fromA);
        int at = frame.payloadAt();
        int length = frame.payloadCaptured();
        int sequence = frame.tcpSequence() + (frame.tcpFlags() & TcpMarks.SYN_FLAG) / TcpMarks.SYN_FLAG;
        while (held == null && length >= 2 && Wire.u16(frame.data(), at) <= length - 2) {
            int bytes = Wire.u16(frame.data(), at);
            message(flow, frame, frame.data(), at + 2, bytes);
            at += 2 + bytes;
            length -= 2 + bytes;
        }
        if (length == 0 || flow.namesDone) {
            return;
        }
        if (search == null) {
            search = new NameSearch(maxStreamBytes);
            flow.search = search;
        }
        if (held == null) {
            held = search.beginDns(fromA, sequence + at - frame.payloadAt());
        }
        held.add(sequence + at - frame.payloadAt(), frame.data(), at, length);
        while (held.next()) {
            message(flow, frame, held.data(), held.at(), held.length());
        }
        keep(flow, search, held, fromA);
    }

    private void keep(Flow flow, NameSearch search, DnsStream held, boolean fromA) {
        if (held.isDone() && search.endDns(fromA)) {
            memory.release(flow);
        } else if (held.isFull()) {
            memory.giveUp(flow);
        } else {
            memory.changed(flow);
        }
    }

    private void message(Flow flow, Frame frame, byte[] data, int at, int length) {
        DnsReply message = DnsReply.parse(data, at, length);
        if (message == null) {
            return;
        }
        boolean fromA = flow.isFromA(frame);
        boolean asked = flow.has(!fromA, Flow.CLIENT);
        if (!message.response()) {
            flow.mark(fromA, Flow.CLIENT);
        }
        flow.finding = finding(message);
        String question = message.question();
        // An answer nobody asked for teaches nothing: it may be forged.
        if (message.response() && asked && question != null) {
            Ip device = new Ip(frame.ipv6(), frame.targetHigh(), frame.targetLow());
            for (DnsReply.Address address : message.addresses()) {
                answers.learn(device, ip(address.ip()), question, frame.timeMillis(), address.ttlSeconds());
            }
        }
    }

    private static Finding finding(DnsReply message) {
        String name = message.tellsName() ? message.question() : null;
        return new Finding(name, name == null ? HostSource.NONE : HostSource.DNS, "dns", null);
    }

    /** The name the sender of a flow's first packet, or else its receiver, learnt for the other's address. */
    @Nullable
    String nameOf(Frame first) {
        if (answers.isEmpty()) {
            return null;
        }
        Ip source = new Ip(first.ipv6(), first.sourceHigh(), first.sourceLow());
        Ip target = new Ip(first.ipv6(), first.targetHigh(), first.targetLow());
        String name = answers.nameOf(source, target, first.timeMillis());
        return name != null ? name : answers.nameOf(target, source, first.timeMillis());
    }

    private static Ip ip(byte[] bytes) {
        return bytes.length == 4
                ? new Ip(false, 0, Wire.u32(bytes, 0))
                : new Ip(true, Wire.i64(bytes, 0), Wire.i64(bytes, 8));
    }
}
