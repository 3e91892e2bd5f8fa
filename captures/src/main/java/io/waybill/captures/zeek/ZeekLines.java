package io.waybill.captures.zeek;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.text.LineReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of one log as rows, whichever of both forms they have. Headers are remembered for the rows below them. */
final class ZeekLines {
    private final String name;
    private final int maxRecordBytes;
    private final TsvHeader header;
    private final TsvSplitter splitter;
    private final JsonRows json = new JsonRows();
    private final ZeekRow row = new ZeekRow();
    private @Nullable ZeekKind tsvKind;

    /** @param name of the file; it tells what a log without a word about itself is */
    ZeekLines(String name, int maxRecordBytes) {
        this.name = name;
        this.maxRecordBytes = maxRecordBytes;
        header = new TsvHeader(name);
        splitter = new TsvSplitter(header);
    }

    /** The row that was taken last; used again for the next one. */
    ZeekRow row() {
        return row;
    }

    /**
     * Takes a line.
     *
     * @param wanted kinds whose rows are split into fields; a tab-separated row of another kind is not looked into
     * @return what kind of row it is; null for a header, a blank line and a row of a log that is not used
     */
    @Nullable
    ZeekKind take(LineReader line, Set<ZeekKind> wanted) throws BadRecordException {
        if (line.length() == 0) {
            return null;
        }
        byte first = line.buffer()[line.start()];
        if (first == '#') {
            header.take(line.text());
            tsvKind = header.kind();
            return null;
        }
        return first == '{' ? jsonRow(line) : tsvRow(line, wanted);
    }

    private @Nullable ZeekKind tsvRow(LineReader line, Set<ZeekKind> wanted) throws BadRecordException {
        if (!header.hasFields()) {
            throw new BadRecordException("a row before any #fields header");
        }
        ZeekKind kind = tsvKind;
        if (kind != null && wanted.contains(kind)) {
            checkLength(line);
            splitter.split(line.buffer(), line.start(), line.end(), row);
        }
        return kind;
    }

    private @Nullable ZeekKind jsonRow(LineReader line) throws BadRecordException {
        checkLength(line);
        json.parse(line.buffer(), line.start(), line.length(), row);
        String path = row.text(ZeekField.PATH);
        return path == null ? ZeekKind.ofFields(row.fields(), name) : ZeekKind.ofPath(path, name);
    }

    private void checkLength(LineReader line) throws BadRecordException {
        if (line.tooLong()) {
            throw new BadRecordException("longer than " + maxRecordBytes + " bytes");
        }
    }
}
