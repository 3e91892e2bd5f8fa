package io.waybill.captures.packet;

import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import io.waybill.captures.flow.FlowAssembler;
import io.waybill.captures.flow.FlowCounters;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.FrameDecoder;
import io.waybill.captures.packet.frame.RawPacket;
import io.waybill.captures.packet.frame.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One reading of one capture, from its first byte to its last event. Each input is a capture of its own. */
final class CapturePass {

    /** Opens the records of a file format. */
    @FunctionalInterface
    interface Opener {
        PacketRecords open(CaptureStream in, Complaints complaints, int maxRecordBytes) throws IOException;
    }

    /** How many packets lie between two times that the context learns of bounds. */
    private static final int BOUNDS_EVERY = 256;

    private final String capture;
    private final ReadContext context;
    private final Complaints complaints;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Frame frame = new Frame();
    private final RawPacket packet = new RawPacket();
    private final long[] verdicts = new long[Verdict.values().length];
    private final BoundHits.Totals bounds;
    private @Nullable FlowAssembler flows;
    private int packets;

    private CapturePass(String capture, ReadContext context) {
        this.capture = capture;
        this.context = context;
        bounds = context.bounds().totals();
        this.complaints = new Complaints(capture, context.problems());
    }

    /**
     * Reads one input to its end. An input that cannot be opened, or whose stream fails midway (a damaged archive),
     * is a problem; what was read before it counts.
     */
    static void run(CaptureInput input, ReadContext context, Opener opener, Consumer<PacketStatistics> statistics) {
        CapturePass pass = new CapturePass(input.name(), context);
        long bytes = 0;
        try (InputStream stream = input.source().open()) {
            CaptureStream in = new CaptureStream(stream);
            try {
                pass.read(opener.open(in, pass.complaints, context.settings().maxRecordBytes()));
            } catch (IOException e) {
                pass.complaints.atByte(in.position(), "reading failed: " + e.getMessage());
            }
            bytes = in.position();
        } catch (IOException e) {
            pass.complaints.wholeFile("cannot be opened or closed: " + e.getMessage());
        }
        pass.finish();
        statistics.accept(pass.statistics(bytes));
    }

    private void read(PacketRecords records) throws IOException {
        while (records.next(packet)) {
            FlowAssembler assembler = flows;
            if (assembler == null) {
                assembler = new FlowAssembler(capture, packet, context);
                flows = assembler;
            }
            Verdict verdict = decoder.decode(packet, frame);
            verdicts[verdict.ordinal()]++;
            if (verdict == Verdict.DECODED) {
                assembler.packet(frame);
            } else if (verdict == Verdict.FRAGMENT_HELD) {
                givenUp(assembler);
            }
            if (++packets % BOUNDS_EVERY == 0) {
                tellBounds(assembler);
            }
        }
    }

    private void finish() {
        FlowAssembler assembler = flows;
        if (assembler != null) {
            decoder.finish();
            givenUp(assembler);
            assembler.finish();
            tellBounds(assembler);
        }
        complaints.close();
    }

    private void tellBounds(FlowAssembler assembler) {
        FlowCounters counters = assembler.counters();
        bounds.reached(Bound.FLOWS, counters.evicted());
        bounds.reached(Bound.NAME_SEARCHES, counters.searchesGivenUp());
        bounds.reached(Bound.DNS_ANSWERS, counters.answersForgotten());
        bounds.reached(Bound.LEASES, counters.leasesDropped());
        bounds.reached(Bound.FRAGMENTS, decoder.counters().fragmentsOverBound());
    }

    private void givenUp(FlowAssembler assembler) {
        Verdict verdict = decoder.nextGivenUp(frame);
        while (verdict != null) {
            if (verdict == Verdict.DECODED) {
                assembler.packet(frame);
            }
            verdict = decoder.nextGivenUp(frame);
        }
    }

    private PacketStatistics statistics(long bytes) {
        FlowCounters counters = flows == null ? new FlowCounters() : flows.counters();
        return PacketStatistics.of(capture, bytes, verdicts, decoder.counters(), counters);
    }
}
