package io.waybill.cli.replay;

import io.waybill.captures.InputProblem;
import io.waybill.cli.shell.ProblemReport;
import io.waybill.cli.shell.ReplayProgress;
import io.waybill.streams.RestoreProgress;

/**
 * Shows a replay's progress and problems on the terminal.
 *
 * @param progress one line that is rewritten
 * @param problems told one by one, up to a bound
 */
public record TerminalWatcher(ReplayProgress progress, ProblemReport problems) implements ReplayWatcher {

    @Override
    public void fed() {
        progress.fed();
    }

    @Override
    public void processed(long records) {
        progress.processed(records);
    }

    @Override
    public void restoring(RestoreProgress.Restoration restoration) {
        progress.restoring(restoration);
    }

    @Override
    public void problem(InputProblem problem) {
        problems.accept(problem);
    }
}
