package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteWriter;

/** Working memory of one book, so that none is made per event. Each part is valid until the next call that uses it. */
final class Scratch {

    private final ByteWriter body = new ByteWriter(256);
    private final ByteWriter row = new ByteWriter(256);
    private final ContactRow cursor;
    private final ContactRow fresh;
    private final ContactRow tie;

    private long displacedTime;
    private int displacedOccurrences;

    Scratch(SourceTable sources) {
        cursor = new ContactRow(sources);
        fresh = new ContactRow(sources);
        tie = new ContactRow(sources);
    }

    /** The body of the event at hand. */
    ByteWriter body() {
        return body;
    }

    /** For the one row that a log is taking. */
    ByteWriter row() {
        return row;
    }

    /** For going over a log. */
    ContactRow cursor() {
        return cursor;
    }

    /** For a row that is not in a log yet. */
    ContactRow fresh() {
        return fresh;
    }

    /** For comparing rows of one time. */
    ContactRow tie() {
        return tie;
    }

    /** Which contact is kept as a sum now because its window was full. */
    void displaced(ContactRow row) {
        displacedTime = row.time();
        displacedOccurrences = row.occurrences();
    }

    long displacedTime() {
        return displacedTime;
    }

    int displacedOccurrences() {
        return displacedOccurrences;
    }
}
