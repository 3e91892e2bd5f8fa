package io.waybill.captures.netflow;

import io.waybill.captures.Addresses;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.device.DeviceIds;
import java.nio.ByteBuffer;

/**
 * Decodes NetFlow v5, v9 and IPFIX datagrams into connection events, as they come from one capture or one collector. Not
 * thread-safe. Call {@link #end} when there is no more.
 */
public final class NetFlowDatagrams {
    private final String capture;
    private final ReadContext context;
    private final FlowPairs pairs;
    private final NetFlowDecoder decoder;
    private final BoundHits.Totals bounds;

    /** Events name this capture and go to the context's sink. */
    public NetFlowDatagrams(String capture, ReadContext context) {
        this.capture = capture;
        this.context = context;
        pairs = new FlowPairs(capture, new DeviceIds(context.devices()), context.connections(), context.settings());
        decoder = new NetFlowDecoder(pairs::take);
        bounds = context.bounds().totals();
    }

    /**
     * Whether a UDP payload is such a datagram, by version, length and count; ports say nothing, as every site chooses its
     * own.
     */
    public static boolean looksLikeOne(byte[] payload, int offset, int length) {
        if (length < 16) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(payload, offset, length);
        int version = in.getShort() & 0xffff;
        int count = in.getShort() & 0xffff;
        return switch (version) {
            case 5 -> count >= 1 && count <= 30 && length == 24 + 48 * count;
            case 9 -> length >= 24 && count >= 1 && count * 4 <= length && isSetId(payload, offset + 20, 0, 1);
            case 10 -> count == length && length >= 20 && isSetId(payload, offset + 16, 2, 3);
            default -> false;
        };
    }

    private static boolean isSetId(byte[] payload, int at, int templates, int options) {
        int id = (payload[at] & 0xff) << 8 | payload[at + 1] & 0xff;
        return id == templates || id == options || id >= 256;
    }

    /**
     * Takes one datagram; what is broken in it is a problem.
     *
     * @param exporter IP address it came from, 4 or 16 bytes
     * @param position its number in the capture
     */
    public void take(byte[] exporter, byte[] payload, int offset, int length, long position) {
        try {
            decoder.decode(
                    Addresses.text(exporter),
                    ByteBuffer.wrap(payload, offset, length).slice(),
                    position);
        } catch (BadRecordException e) {
            context.problems().accept(new InputProblem(capture, "packet", position, e.reason()));
        }
        bounds.reached(Bound.TEMPLATES, decoder.templates().forgotten());
        bounds.reached(Bound.WAITING_SETS, decoder.templates().lostSets());
        bounds.reached(Bound.WAITING_FLOWS, pairs.hurried());
    }

    /** Hands over what still waits for its other direction, and reports data whose template never came. */
    public void end() {
        pairs.end();
        if (decoder.undecodedSets() > 0) {
            context.problems()
                    .accept(new InputProblem(
                            capture,
                            "file",
                            0,
                            decoder.undecodedSets() + " sets of flow data whose template never came"));
        }
    }
}
