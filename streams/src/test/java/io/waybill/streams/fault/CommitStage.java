package io.waybill.streams.fault;

/** Where in a commit a process can die, in the order in which the stages come. */
public enum CommitStage {
    /** The flush before the commit has forwarded a statement to the next stage. */
    TOLD,
    /** A changed entry was sent to a changelog. */
    CHANGELOG,
    /** All that was sent is on the broker; the offsets are not part of the transaction yet. */
    FLUSHED,
    /** The offsets are part of the transaction; it is not ended. */
    OFFSETS,
    /** The transaction is committed; the process does not know yet. */
    COMMITTED
}
