package io.waybill.cli.replay;

import io.waybill.captures.InputProblem;

/** Is told how a replay goes. Called by the replaying thread. */
public interface ReplayWatcher {

    /** One event was fed. */
    void fed();

    /** So many records have gone through the pipeline. */
    void processed(long records);

    /** Something in the input cannot be used. */
    void problem(InputProblem problem);
}
