package io.waybill.captures.live;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.text.LineReader;
import java.io.IOException;

/** One log as it grows, in the eyes of its format. Used by one thread. */
public interface GrowingLog {

    /**
     * Takes the next line.
     *
     * @param line valid during the call
     * @param number of the line in the file, from 1
     * @param told whether the events of this line are stored already: it is read for what it says about later ones
     */
    void take(LineReader line, long number, boolean told) throws IOException, BadRecordException;

    /** So many lines from the beginning have handed over all their events. */
    long settledLines();

    /** It grows no more. What waits is still handed over in its time. */
    void close();
}
