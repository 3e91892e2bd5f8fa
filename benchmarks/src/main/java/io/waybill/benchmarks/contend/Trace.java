package io.waybill.benchmarks.contend;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * What a contender tells of itself at its end.
 *
 * @param repartitionBytes keys and values it sent to itself through the broker, before compression
 * @param liveBytes of its heap when all input was taken, after a collection; 0 where nobody looked
 * @param lookCpuMillis processor time that looking took, which is not the contender's
 * @param lookMillis time by the clock that looking took
 */
public record Trace(long repartitionBytes, long liveBytes, long lookCpuMillis, long lookMillis) {

    /** Of one that keeps nothing when it has ended. */
    static Trace sent(long repartitionBytes) {
        return new Trace(repartitionBytes, 0, 0, 0);
    }

    /** Of one whose state is still there: collects, and looks at what lives. */
    static Trace withHeap(long repartitionBytes) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begin = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Trace(
                repartitionBytes,
                runtime.totalMemory() - runtime.freeMemory(),
                TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime() - cpu),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }
}
