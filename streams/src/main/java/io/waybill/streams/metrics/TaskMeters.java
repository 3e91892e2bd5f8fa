package io.waybill.streams.metrics;

/** What one task last said about itself. Written by its stream thread, read by whoever asks for metrics. */
public final class TaskMeters implements AutoCloseable {

    private final PipelineMeters owner;
    private final String stage;
    private volatile long watermark = Long.MIN_VALUE;
    private volatile long entries;
    private volatile long rowsLeft;
    private volatile long looksLeft;
    private volatile long taken;

    TaskMeters(PipelineMeters owner, String stage) {
        this.owner = owner;
        this.stage = stage;
    }

    /**
     * Where the task is, to be called before each commit.
     *
     * @param eventTime watermark, milliseconds; {@link Long#MIN_VALUE} before the first event
     * @param stateEntries entries of its state
     * @param leftToTell what is left to tell or publish of windows that closed
     * @param leftToLook what detectors have not come to yet in a look that was interrupted
     * @param recordsTaken records it has taken in all; 0 for stages that read no input
     */
    public void report(long eventTime, long stateEntries, long leftToTell, long leftToLook, long recordsTaken) {
        watermark = eventTime;
        entries = stateEntries;
        rowsLeft = leftToTell;
        looksLeft = leftToLook;
        taken = recordsTaken;
    }

    String stage() {
        return stage;
    }

    long watermark() {
        return watermark;
    }

    long entries() {
        return entries;
    }

    long rowsLeft() {
        return rowsLeft;
    }

    long looksLeft() {
        return looksLeft;
    }

    long taken() {
        return taken;
    }

    /** The task has gone elsewhere: this instance no longer speaks of it. */
    @Override
    public void close() {
        owner.forget(this);
    }
}
