package io.waybill.captures.packet;

import io.waybill.captures.Addresses;
import io.waybill.captures.packet.NdpiFlows.Conversation;
import io.waybill.captures.packet.NdpiFlows.Endpoint;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.FrameDecoder;
import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.captures.packet.frame.Verdict;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ends of every TCP and UDP packet of a capture by its number: an event's position leads to the port its device used. */
final class FirstPackets {

    private final Map<Long, Conversation> byNumber = new HashMap<>();

    FirstPackets(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        CaptureStream in = new CaptureStream(new ByteArrayInputStream(bytes));
        Complaints complaints = new Complaints(file.toString(), problem -> {});
        PacketRecords records = PcapngRecords.isMagic(bytes)
                ? new PcapngRecords(in, complaints, 1 << 24)
                : PcapRecords.open(in, complaints, 1 << 24);
        FrameDecoder decoder = new FrameDecoder();
        RawPacket packet = new RawPacket();
        Frame frame = new Frame();
        while (records.next(packet)) {
            Verdict verdict = decoder.decode(packet, frame);
            while (verdict != null) {
                if (verdict == Verdict.DECODED) {
                    keep(frame);
                }
                verdict = decoder.nextGivenUp(frame);
            }
        }
    }

    private void keep(Frame frame) {
        if (frame.protocol() == Frame.TCP || frame.protocol() == Frame.UDP) {
            String transport = frame.protocol() == Frame.TCP ? "TCP" : "UDP";
            byNumber.put(
                    frame.number(),
                    new Conversation(
                            new Endpoint(
                                    transport,
                                    text(frame.ipv6(), frame.sourceHigh(), frame.sourceLow()),
                                    frame.sourcePort()),
                            new Endpoint(
                                    transport,
                                    text(frame.ipv6(), frame.targetHigh(), frame.targetLow()),
                                    frame.targetPort())));
        }
    }

    /** The device's end of an event first, the remote one second; null where its packet is neither TCP nor UDP. */
    @Nullable
    Conversation ofEvent(DeviceConnection event) {
        Conversation ends = byNumber.get(event.getPosition());
        if (ends == null) {
            return null;
        }
        Endpoint remote = new Endpoint(
                event.getTransport().name(), Addresses.text(event.getRemoteIp().array()), event.getRemotePort());
        return ends.second().equals(remote) ? ends : new Conversation(ends.second(), ends.first());
    }

    private static String text(boolean ipv6, long high, long low) {
        return Addresses.text(
                ipv6
                        ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
                        : ByteBuffer.allocate(4).putInt((int) low).array());
    }
}
