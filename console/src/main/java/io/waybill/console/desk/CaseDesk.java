package io.waybill.console.desk;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Makes cases out of captures, tells what went into them, and removes them. Implementations are thread-safe. */
public interface CaseDesk {

    /** Most bytes of one capture. */
    long maxUploadBytes();

    /**
     * Takes a capture into a case, new or not, and puts its replay in the queue. Returns when all of it has been received.
     *
     * @param caseName checked by the caller to be the name of a case
     * @param fileName checked by the caller to be a plain name
     * @param body read to its end, in pieces; never held in memory
     * @throws DeskException when the capture is too big or too many are waiting; what had been received is deleted
     * @throws IOException when the reader went away or the disk is full
     */
    CaseWork receive(String caseName, String fileName, InputStream body) throws IOException;

    /** Replays received, waiting, under way, and the last ones that ended; newest first. */
    List<CaseWork> work();

    /** What went into a case, as far as this machine knows; empty for a case it did not make. */
    Optional<CaseRecord> record(String caseName) throws IOException;

    /** Whether {@link #remove(String)} is offered. */
    boolean removes();

    /**
     * Removes a case: topics, state, what is known of it, uploaded captures. The store follows when the topics are gone.
     *
     * @throws DeskException when the case is being replayed now
     */
    void remove(String caseName) throws IOException;
}
