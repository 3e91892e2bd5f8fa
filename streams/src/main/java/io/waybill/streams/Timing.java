package io.waybill.streams;

/**
 * When a pipeline publishes, commits and looks.
 *
 * @param latenessMillis how long after an event of time t one of an earlier time is waited for before its window is published
 * @param idleMillis a partition without records for this long, by wall clock, is not waited for
 * @param commitMillis how often what was combined is forwarded and committed
 * @param judgeContinuously whether detectors run whenever a window closes (live), or once at the end of input (replay at full
 *     speed); what is published in the end is the same
 * @param lookMillis how long a task works on a window that closed before a commit while detectors judge continuously, by wall clock: on
 *     its rows first, then its detectors look; each takes at least one step, and what is left is for the next commit
 */
public record Timing(
        long latenessMillis, long idleMillis, long commitMillis, boolean judgeContinuously, long lookMillis) {

    /**
     * Lateness of two minutes: flows are reported when they end, and most end within it. A minute until a partition is idle. Four commits
     * a second: what alerts lag behind at most for each of three stages. A fortieth of a second for closed windows before each.
     */
    public static final Timing LIVE = new Timing(120_000, 60_000, 250, true, 25);

    /** A commit every five seconds: nobody waits for alerts of a case before its end, which commits by itself. */
    public static final Timing CASE = new Timing(LIVE.latenessMillis, LIVE.idleMillis, 5_000, false, LIVE.lookMillis);

    /** The same, waiting for so much lateness. */
    public Timing withLateness(long millis) {
        return new Timing(millis, idleMillis, commitMillis, judgeContinuously, lookMillis);
    }

    /** The same, with partitions that are idle after so long. */
    public Timing withIdle(long millis) {
        return new Timing(latenessMillis, millis, commitMillis, judgeContinuously, lookMillis);
    }

    /** The same, committing so often. */
    public Timing withCommit(long millis) {
        return new Timing(latenessMillis, idleMillis, millis, judgeContinuously, lookMillis);
    }

    /** The same, judging whenever a window closes, or once at the end. */
    public Timing judging(boolean continuously) {
        return new Timing(latenessMillis, idleMillis, commitMillis, continuously, lookMillis);
    }

    /** The same, with so long for closed windows before a commit. */
    public Timing looking(long millis) {
        return new Timing(latenessMillis, idleMillis, commitMillis, judgeContinuously, millis);
    }
}
