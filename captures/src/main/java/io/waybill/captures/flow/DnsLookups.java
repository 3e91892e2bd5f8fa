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

    DnsLookups(DnsAnswers answers) {
        this.answers = answers;
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
        int at = frame.payloadAt();
        int length = frame.payloadCaptured();
        if (!flow.isTcp()) {
            message(flow, frame, at, length);
            return;
        }
        // Each message stands behind its length; several may share a segment.
        while (length >= 2 && Wire.u16(frame.data(), at) <= length - 2) {
            int bytes = Wire.u16(frame.data(), at);
            message(flow, frame, at + 2, bytes);
            at += 2 + bytes;
            length -= 2 + bytes;
        }
    }

    private void message(Flow flow, Frame frame, int at, int length) {
        DnsReply message = DnsReply.parse(frame.data(), at, length);
        if (message == null) {
            return;
        }
        boolean asked = flow.finding != null;
        if (!message.response()) {
            flow.mark(flow.isFromA(frame), Flow.CLIENT);
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
