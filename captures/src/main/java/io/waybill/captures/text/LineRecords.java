package io.waybill.captures.text;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import java.io.IOException;
import java.io.InputStream;

/** Reads inputs of one record per line: blank lines are skipped, broken ones reported, the rest handed over. */
public final class LineRecords {

    private LineRecords() {}

    /** Takes one line; refuses what it cannot use. */
    @FunctionalInterface
    public interface LineTaker {
        /** Takes the line, which is valid during the call only. */
        void take(LineReader line) throws IOException, BadRecordException;
    }

    /** Reads one input to its end. */
    public static void read(CaptureInput input, ReadContext context, LineTaker taker) throws IOException {
        try (InputStream in = input.source().open()) {
            read(in, input.name(), context, taker);
        }
    }

    /** Reads a stream to its end, without closing it. */
    public static void read(InputStream in, String name, ReadContext context, LineTaker taker) throws IOException {
        int maxBytes = context.settings().maxRecordBytes();
        LineReader lines = new LineReader(in, maxBytes);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            try {
                if (lines.tooLong()) {
                    throw new BadRecordException("longer than " + maxBytes + " bytes");
                }
                taker.take(lines);
            } catch (BadRecordException e) {
                context.problems().accept(new InputProblem(name, "line", lines.number(), e.reason()));
            }
        }
    }
}
