package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;

/** The contacts of a pair one by one: the rows, and the windows they fall into. */
final class ContactHistory implements History {

    /** What the objects take besides their arrays, bytes; with a compressed heap. */
    private static final int OBJECTS_BYTES = 192;

    private final ContactLog log;
    private final Cells cells;
    private final RepeatFinder repeats = new RepeatFinder();

    /** Where the very first row and the very last one begin. */
    int firstAt;

    int lastAt;

    /** Where the tier on the heap keeps the pair; -1 where it does not. */
    int indexOnHeap = -1;

    /** Whether a contact came since the tier last looked. */
    boolean recent;

    private long noted;

    ContactHistory() {
        this(new ContactLog(), new Cells());
    }

    private ContactHistory(ContactLog log, Cells cells) {
        this.log = log;
        this.cells = cells;
    }

    /** Reads what every contact reads. */
    long touch() {
        return log.end() + cells.size() + repeats.touch();
    }

    /** Reads where the next contact will stand. */
    long touchEnds() {
        return log.touch() + cells.touch();
    }

    ContactLog log() {
        return log;
    }

    Cells cells() {
        return cells;
    }

    RepeatFinder repeats() {
        return repeats;
    }

    @Override
    public ContactHistory read(long key) {
        return this;
    }

    /** By how many bytes it grew on the heap since this was last asked; less than 0 where it shrank. */
    long grown() {
        long now = OBJECTS_BYTES + log.heapBytes() + cells.heapBytes() + repeats.heapBytes();
        long grown = now - noted;
        noted = now;
        return grown;
    }

    /** How many bytes it was noted with; it is not noted any more. */
    long unnoted() {
        long before = noted;
        noted = 0;
        return before;
    }

    /** What {@link #read(byte[])} makes an equal one of. */
    void writeTo(ByteWriter out) {
        out.varint(firstAt).varint(lastAt);
        cells.writeTo(out);
        log.writeTo(out);
    }

    static ContactHistory read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int firstAt = in.varint32();
        int lastAt = in.varint32();
        Cells cells = Cells.read(in);
        ContactHistory history = new ContactHistory(ContactLog.read(in), cells);
        history.firstAt = firstAt;
        history.lastAt = lastAt;
        return history;
    }
}
