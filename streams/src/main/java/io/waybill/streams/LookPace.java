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
 * How long the detectors of a task look before a commit, so that counts need not wait for them. What is left is looked at before the
 * next commit, and there is one also where no record comes.
 *
 * <p>Used by one stream thread.
 */
final class LookPace {

    private final long lookNanos;
    private final Duration commitInterval;
    private @Nullable Cancellable reminder;

    LookPace(Timing timing) {
        this.lookNanos = TimeUnit.MILLISECONDS.toNanos(timing.lookMillis());
        this.commitInterval = Duration.ofMillis(timing.commitMillis());
    }

    /**
     * Looks: at the end of input to the end, also of what was interrupted before; else for a while.
     *
     * @param left what a look that was interrupted has left
     * @param step looks, or goes on with that, for as long as it is told to
     */
    void look(boolean ended, IntSupplier left, Consumer<BooleanSupplier> step, ProcessorContext<?, ?> context) {
        if (ended && left.getAsInt() > 0) {
            step.accept(() -> true);
        }
        step.accept(ended ? () -> true : fromNow());
        interrupted(left.getAsInt() > 0, context);
    }

    /** Says whether to go on, counted from now: with one step in any case, so that every look ends. */
    private BooleanSupplier fromNow() {
        return new Turn(System.nanoTime() + lookNanos);
    }

    private static final class Turn implements BooleanSupplier {
        private final long until;
        private boolean begun;

        Turn(long until) {
            this.until = until;
        }

        @Override
        public boolean getAsBoolean() {
            boolean first = !begun;
            begun = true;
            return first || System.nanoTime() < until;
        }
    }

    /** A task that did nothing is not committed, one that was woken is. */
    private void interrupted(boolean interrupted, ProcessorContext<?, ?> context) {
        if (interrupted && reminder == null) {
            reminder = context.schedule(commitInterval, PunctuationType.WALL_CLOCK_TIME, time -> {});
        } else if (!interrupted && reminder != null) {
            reminder.cancel();
            reminder = null;
        }
    }
}
