package io.waybill.cli.health;

/**
 * Tells a watermark that is stuck from one that has nothing to move for: records come in and it stays where it is. Not
 * thread-safe.
 */
public final class Motion {

    private final long patienceNanos;
    private long watermark = Long.MIN_VALUE;
    private long takenAtMove;
    private long takenLast;
    private long sinceNanos;
    private boolean begun;

    /**
     * Without anything seen yet.
     *
     * @param patienceNanos how long it may stay with records coming in
     */
    public Motion(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /**
     * Looks again.
     *
     * @param now monotonic time, nanoseconds
     * @param watermarkNow event time passed
     * @param taken records taken in all; less than before where partitions went to another instance
     * @return whether it is stuck
     */
    public boolean isStuck(long now, long watermarkNow, long taken) {
        boolean fewer = taken < takenLast;
        takenLast = taken;
        if (!begun || watermarkNow != watermark || fewer || taken == takenAtMove) {
            begun = true;
            watermark = watermarkNow;
            takenAtMove = taken;
            sinceNanos = now;
            return false;
        }
        return now - sinceNanos > patienceNanos;
    }
}
