package io.waybill.captures.live;

import java.io.IOException;
import java.util.List;

/** An input that has no end. Used by one thread. */
public interface LiveSource extends AutoCloseable {

    /**
     * Hands over what came since the last call, or a part of it, without waiting for more.
     *
     * @return how many records were read; 0 where there is nothing to do at present
     * @throws IOException when the machine fails; broken records are problems
     */
    long poll() throws IOException;

    /**
     * Where a later run goes on, once all events handed over so far are stored: everything before these marks needs no second
     * reading. Empty for a source that cannot be read again.
     */
    List<FileMark> marks();

    /** Hands over what cannot be read again and waits for more. */
    void end();

    @Override
    void close() throws IOException;
}
