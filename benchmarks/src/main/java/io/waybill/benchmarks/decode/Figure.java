package io.waybill.benchmarks.decode;

/**
 * What one reading took.
 *
 * @param who read
 * @param cpuMillis processor time, of all threads of the process
 * @param wallMillis from start to end
 * @param peakBytes most memory resident at once; 0 where nobody can tell
 */
record Figure(String who, long cpuMillis, long wallMillis, long peakBytes) {

    /** How often this one's processor time fits into the other's. */
    double timesFasterThan(Figure other) {
        return (double) Math.max(1, other.cpuMillis) / Math.max(1, cpuMillis);
    }
}
