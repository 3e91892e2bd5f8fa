package io.waybill.streams.part;

/**
 * How far a sender has come.
 *
 * @param sender partition that says so
 * @param watermark event time up to which the sender has said all it has to say for now; {@link Long#MIN_VALUE} before its
 *     first event, {@link Long#MAX_VALUE} after the end of input
 * @param looked event time up to which detectors have looked; behind the watermark while they are still at it
 * @param round how many times the end of input was reached on all lanes; 0 in a live pipeline
 * @param idle whether nothing has come for so long that others should not wait
 * @param tally what became of the records
 */
public record Progress(int sender, long watermark, long looked, long round, boolean idle, Tally tally) {

    /** Of a sender that has nothing left to look at. */
    public Progress(int sender, long watermark, long round, boolean idle, Tally tally) {
        this(sender, watermark, watermark, round, idle, tally);
    }

    /** Whether detectors are still at what is told up to the watermark. */
    public boolean isLooking() {
        return looked != watermark;
    }
}
