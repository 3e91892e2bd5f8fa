package io.waybill.streams;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * How long a task works on a window that closed before a commit, so that the counts of others need not wait: on its rows, then on what
 * detectors find. What is left is for the next commit, and there is one also where no record comes.
 *
 * <p>Used by one stream thread.
 */
final class CommitPace {

    /**
     * Rows of a window that a task tells or publishes before a commit. Whatever comes after them waits in line behind them at the next
     * stage, where a row costs several times what it costs to tell.
     */
    static final int ROWS = 1_000;

    private final long lookNanos;
    private final Duration commitInterval;
    private @Nullable Cancellable reminder;

    CommitPace(Timing timing) {
        this.lookNanos = TimeUnit.MILLISECONDS.toNanos(timing.lookMillis());
        this.commitInterval = Duration.ofMillis(timing.commitMillis());
    }

    /**
     * Looks: at the end of input to the end, also of what was interrupted before; else for a while.
     *
     * @param left what a look that was interrupted has left
     * @param step looks, or goes on with that, for as long as it is told to
     */
    void look(boolean ended, IntSupplier left, Consumer<BooleanSupplier> step) {
        if (ended && left.getAsInt() > 0) {
            step.accept(() -> true);
        }
        step.accept(ended ? () -> true : turn(Integer.MAX_VALUE));
    }

    /** Says whether to go on, counted from now: with one step in any case, so that everything ends, and with so many at most. */
    BooleanSupplier turn(int steps) {
        return new Turn(System.nanoTime() + lookNanos, steps);
    }

    private static final class Turn implements BooleanSupplier {
        private final long until;
        private final int most;
        private int steps;

        Turn(long until, int most) {
            this.until = until;
            this.most = most;
        }

        @Override
        public boolean getAsBoolean() {
            boolean goesOn = steps == 0 || steps < most && System.nanoTime() < until;
            steps++;
            return goesOn;
        }
    }

    /** Sees to another commit while something is left: a task that did nothing is not committed, one that was woken is. */
    void remind(boolean interrupted, ProcessorContext<?, ?> context) {
        if (interrupted && reminder == null) {
            reminder = context.schedule(commitInterval, PunctuationType.WALL_CLOCK_TIME, time -> {});
        } else if (!interrupted && reminder != null) {
            reminder.cancel();
            reminder = null;
        }
    }
}
