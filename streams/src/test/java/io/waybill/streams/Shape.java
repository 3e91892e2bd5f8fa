package io.waybill.streams;

import io.waybill.streams.aggregate.device.BookSettings;

/**
 * How a pipeline is laid out.
 *
 * @param instances that share the work, each with so many threads
 * @param continuously whether it judges whenever a window closes, as the live one does, or once at the end
 */
record Shape(int partitions, int threads, int instances, boolean continuously) {

    static final Shape SIMPLEST = new Shape(1, 1, 1, false);

    /** Only the simplest has its contacts on the heap; of all others those that are not just in use are on disk. */
    BookSettings book() {
        return equals(SIMPLEST) ? BookSettings.CASE : BookSettings.CASE.onHeap(1);
    }

    @Override
    public String toString() {
        return partitions + " partitions x " + threads + " threads x " + instances + " instances, judged "
                + (continuously ? "continuously" : "at the end");
    }
}
