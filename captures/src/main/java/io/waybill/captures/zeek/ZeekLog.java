package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One log file, read once or several times. What is no row, or one that cannot be used, is reported the first time only. */
final class ZeekLog {

    /** Takes rows; one it cannot use it refuses. */
    @FunctionalInterface
    interface RowTaker {
        void take(ZeekKind kind, ZeekRow row, long line) throws BadRecordException;
    }

    private static final int MAX_HEADER_LINE = 64 * 1024;

    /** Refused lines remembered; one beyond may be reported once per reading. */
    private static final int MAX_REFUSED = 65_536;

    private final CaptureInput input;
    private final ReadContext context;
    private final boolean isMixed;
    private final Set<ZeekKind> kindsMet = EnumSet.noneOf(ZeekKind.class);
    private final Set<ZeekKind> kindsRead = EnumSet.noneOf(ZeekKind.class);
    private final Set<Long> refused = new HashSet<>();
    private boolean readBefore;

    /** @param isMixed whether its header may tell of its first rows alone */
    ZeekLog(CaptureInput input, ReadContext context, boolean isMixed) {
        this.input = input;
        this.context = context;
        this.isMixed = isMixed;
    }

    String name() {
        return input.name();
    }

    /**
     * Whether this log may hold rows of one of these kinds: what it was seen to hold; before the first reading, what its
     * header says, or anything where it has none or is mixed.
     */
    boolean mayHold(Set<ZeekKind> kinds) throws IOException {
        if (!readBefore && kindsMet.isEmpty()) {
            ZeekKind kind = isMixed ? null : kindOfHeader();
            if (kind == null) {
                return true;
            }
            kindsMet.add(kind);
        }
        return kindsMet.stream().anyMatch(kinds::contains);
    }

    private @Nullable ZeekKind kindOfHeader() throws IOException {
        TsvHeader header = new TsvHeader(input.name());
        try (InputStream in = input.source().open()) {
            LineReader lines = new LineReader(in, MAX_HEADER_LINE);
            while (lines.next() && lines.length() > 0 && lines.buffer()[lines.start()] == '#') {
                header.take(lines.text());
            }
        }
        return header.hasFields() ? header.kind() : null;
    }

    /** Hands over the rows of these kinds. */
    void read(Set<ZeekKind> kinds, RowTaker taker) throws IOException {
        try (InputStream in = input.source().open()) {
            read(new LineReader(in, context.settings().maxRecordBytes()), kinds, taker);
        }
        readBefore = true;
        kindsRead.addAll(kinds);
    }

    /** Says which rows were met behind a header of others and handed to nobody. */
    void reportUnread() {
        Set<ZeekKind> unread = EnumSet.noneOf(ZeekKind.class);
        unread.addAll(kindsMet);
        unread.removeAll(kindsRead);
        if (!unread.isEmpty()) {
            String reason = "its rows of " + unread + " stand behind those of another log and were not joined;"
                    + " give each log as a file of its own, or all on standard input";
            context.problems().accept(new InputProblem(input.name(), "file", 0, reason));
        }
    }

    private void read(LineReader lines, Set<ZeekKind> kinds, RowTaker taker) throws IOException {
        ZeekLines rows = new ZeekLines(input.name(), context.settings().maxRecordBytes());
        Set<ZeekKind> split = readBefore ? kinds : EnumSet.allOf(ZeekKind.class);
        while (lines.next()) {
            boolean isRow = false;
            try {
                ZeekKind kind = rows.take(lines, split);
                isRow = true;
                if (kind != null) {
                    kindsMet.add(kind);
                    if (kinds.contains(kind)) {
                        taker.take(kind, rows.row(), lines.number());
                    }
                }
            } catch (BadRecordException e) {
                if ((isRow || !readBefore) && !refused.contains(lines.number())) {
                    refuse(lines.number(), e);
                }
            }
        }
    }

    private void refuse(long line, BadRecordException e) {
        if (refused.size() < MAX_REFUSED) {
            refused.add(line);
        }
        context.problems().accept(new InputProblem(input.name(), "line", line, e.reason()));
    }
}
