package io.waybill.streams.aggregate.device;

import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a pair has an event already. In a feed that comes in order the rows of the window at hand stand at the end
 * of the log, and looking at 16 bits of each of these few is all; over {@value #SCANNED} rows a set of hashes takes over. A hit
 * is only believed when the ids are equal.
 */
final class RepeatFinder {

    private static final int SCANNED = 48;

    /** Window of the rows at the end of the log, and where they begin. */
    private long tailWindow = Long.MIN_VALUE;

    private int tailAt;
    private int tailRows;

    /** Hashes of the ids of the rows from {@link #hashesFrom} on. */
    private @Nullable LongSet hashes;

    private int hashesFrom;

    /** To be called before a row is appended at this offset. */
    void appending(long window, int offset, long idHash) {
        if (window != tailWindow) {
            tailWindow = window;
            tailAt = offset;
            tailRows = 0;
            if (hashesFrom > 0) {
                hashes = null;
            }
        }
        tailRows++;
        if (hashes != null) {
            hashes.add(idHash);
        }
    }

    /** Reads what every contact reads. */
    long touch() {
        return tailWindow;
    }

    int heapBytes() {
        return hashes == null ? 0 : hashes.heapBytes();
    }

    /** To be called when the log was written anew. */
    void clear() {
        tailWindow = Long.MIN_VALUE;
        tailAt = 0;
        tailRows = 0;
        hashes = null;
    }

    boolean contains(
            Pair pair, Windows windows, long window, long idHash, byte[] id, int from, int to, ContactRow row) {
        boolean inTail = window == tailWindow && pair.cells().rowsIn(window) == tailRows;
        int offset = inTail ? tailAt : 0;
        int rows = inTail ? tailRows : pair.rowCount();
        if (rows <= SCANNED
                ? !pair.contacts().log().mayHold(offset, idHash)
                : !mayHold(pair, offset, rows, idHash, row)) {
            return false;
        }
        ContactLog.Cursor cursor = pair.rows(row);
        while (cursor.next()) {
            if (cursor.idHash16() == (idHash & 0xffff) && windows.of(row.time()) == window && row.hasId(id, from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayHold(Pair pair, int offset, int rows, long idHash, ContactRow row) {
        if (hashes == null || hashesFrom > offset) {
            hashes = new LongSet(rows + 1);
            hashesFrom = offset;
            ContactLog.Cursor cursor = pair.rows(row);
            while (cursor.position() < offset) {
                cursor.next();
            }
            while (cursor.next()) {
                hashes.add(row.idHash());
            }
        }
        return hashes.contains(idHash);
    }
}
