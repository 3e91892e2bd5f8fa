package io.waybill.captures;

/** Takes problems as they are met. Called by the reading thread. */
@FunctionalInterface
public interface ProblemSink {

    /** Takes one problem; must not throw. */
    void accept(InputProblem problem);
}
