package io.waybill.captures.packet;

import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;

/**
 * Problems of one input. At most {@value #MAX_REPORTED} are reported one by one; the rest are counted in a last one.
 */
final class Complaints {

    static final int MAX_REPORTED = 100;

    private final String input;
    private final ProblemSink sink;
    private long count;

    Complaints(String input, ProblemSink sink) {
        this.input = input;
        this.sink = sink;
    }

    void atByte(long position, String reason) {
        add(new InputProblem(input, "byte", position, reason));
    }

    void wholeFile(String reason) {
        add(new InputProblem(input, "file", 0, reason));
    }

    /** Says how many were not reported one by one. */
    void close() {
        if (count > MAX_REPORTED) {
            sink.accept(new InputProblem(input, "file", 0, (count - MAX_REPORTED) + " further broken records"));
        }
    }

    private void add(InputProblem problem) {
        if (++count <= MAX_REPORTED) {
            sink.accept(problem);
        }
    }
}
