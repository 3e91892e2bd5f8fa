package io.waybill.console.desk;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes cases out of captures, tells what went into them, and removes them. Implementations are thread-safe. */
public interface CaseDesk {

    /** Most bytes of one capture. */
    long maxUploadBytes();

    /** Most bytes of one inventory, lifecycle or policy. */
    long maxReferenceBytes();

    /**
     * Takes a file that the next capture of a case refers to, and checks that it can be used. Returns when all of it was received.
     *
     * @param caseName checked by the caller to be the name of a case
     * @param fileName checked by the caller to be a plain name
     * @param body read to its end, in pieces
     * @return how many devices, events or rules it holds
     * @throws DeskException when it is too big, or something in it cannot be used: the message says what, by line
     * @throws IOException when the reader went away or the disk is full
     */
    long receive(String caseName, Reference reference, String fileName, InputStream body) throws IOException;

    /**
     * Takes a capture into a case, new or not, and puts its replay in the queue. Returns when all of it has been received.
     *
     * @param caseName checked by the caller to be the name of a case
     * @param fileName checked by the caller to be a plain name
     * @param references names of files that were received for this case and go with the capture
     * @param body read to its end, in pieces; never held in memory
     * @throws DeskException when the capture is too big, too many are waiting, or a reference was not received; what had been
     *     received of the capture is deleted
     * @throws IOException when the reader went away or the disk is full
     */
    CaseWork receive(String caseName, String fileName, Map<Reference, String> references, InputStream body)
            throws IOException;

    /** Replays received, waiting, under way, and the last ones that ended; newest first. */
    List<CaseWork> work();

    /** How many received references were deleted because no capture came for them in time, or too many waited. */
    long droppedReferences();

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
