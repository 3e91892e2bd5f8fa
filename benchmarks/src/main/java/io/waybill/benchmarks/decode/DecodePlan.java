package io.waybill.benchmarks.decode;

/**
 * What to read.
 *
 * @param megabytes of the capture, millions of bytes; 0 for none
 * @param rows of Zeek's conn.log; 0 for none
 * @param rounds readings in one process, at least 2: the first is cold, the best of the others counts as warm
 * @param heap of the decoding processes, as for {@code -Xmx}
 * @param seed of what is generated
 */
public record DecodePlan(long megabytes, long rows, int rounds, String heap, long seed) {

    /** Checks the ranges; what is thrown says what is allowed. */
    public DecodePlan {
        if (megabytes < 0 || rows < 0 || megabytes + rows == 0) {
            throw new IllegalArgumentException("nothing to read: " + megabytes + " MB, " + rows + " rows");
        }
        if (rounds < 2) {
            throw new IllegalArgumentException("rounds must be at least 2: " + rounds);
        }
        if (!heap.matches("[1-9][0-9]*[kmg]")) {
            throw new IllegalArgumentException("--heap is a size such as 256m, not " + heap);
        }
    }
}
