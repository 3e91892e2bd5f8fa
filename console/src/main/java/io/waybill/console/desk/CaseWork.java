package io.waybill.console.desk;

import org.jspecify.annotations.Nullable;

/**
 * How the replay of an uploaded capture goes.
 *
 * @param id of this piece of work
 * @param caseName case it goes into
 * @param fileName of the capture
 * @param state where it stands
 * @param bytes received
 * @param fed events that were decoded
 * @param processed events that went through the pipeline
 * @param problems records of the capture that could not be used
 * @param message what went wrong, or what came out; null while there is nothing to say
 */
public record CaseWork(
        long id,
        String caseName,
        String fileName,
        State state,
        long bytes,
        long fed,
        long processed,
        long problems,
        @Nullable String message) {

    /** Where a piece of work stands. */
    public enum State {
        /** All of the capture is here; others are before it. */
        WAITING,
        /** Being decoded and put through the pipeline. */
        RUNNING,
        /** Its counts and alerts are published. */
        DONE,
        /** It came to no end; the message says why. */
        FAILED
    }
}
