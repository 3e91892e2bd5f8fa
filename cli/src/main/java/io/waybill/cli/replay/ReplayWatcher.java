package io.waybill.cli.replay;

import io.waybill.captures.InputProblem;
import io.waybill.streams.RestoreProgress;

/** Is told how a replay goes. Called by the replaying thread. */
public interface ReplayWatcher {

    /** One event was fed. */
    void fed();

    /** So many records have gone through the pipeline. */
    void processed(long records);

    /** So far is the state rebuilt of a case that was there before. Told when input has ended, several times a second. */
    default void restoring(RestoreProgress.Restoration restoration) {
        // who only waits for the end need not know
    }

    /** Something in the input cannot be used. */
    void problem(InputProblem problem);
}
