package io.waybill.cli.shell;

import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the user what in the inputs could not be used: every input's first problems in full, the rest as a number. Not
 * thread-safe.
 */
public final class ProblemReport implements ProblemSink {

    /** Problems of one input that are told in full. */
    static final int FULL_PER_INPUT = 20;

    private final Terminal terminal;
    private final Map<String, Long> problemsByInput = new HashMap<>();
    private long total;

    /** On this terminal. */
    public ProblemReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(InputProblem problem) {
        total++;
        if (problemsByInput.merge(problem.input(), 1L, Long::sum) <= FULL_PER_INPUT) {
            terminal.say(problem.describe());
        }
    }

    /** Says how many problems were left untold; call it once, at the end. */
    public void finish() {
        new TreeMap<>(problemsByInput).forEach((input, problems) -> {
            if (problems > FULL_PER_INPUT) {
                terminal.say(input + ": " + (problems - FULL_PER_INPUT) + " more problems like these");
            }
        });
    }

    /** How many problems there were. */
    public long total() {
        return total;
    }

    /** {@link ExitCode#DONE}, or {@link ExitCode#UNUSABLE_INPUT} where there were problems. */
    public int exitCode() {
        return total == 0 ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }
}
