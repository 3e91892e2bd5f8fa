package io.waybill.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import io.waybill.benchmarks.contend.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one process, or several that share the work, took from start to end.
 *
 * @param cpuMillis of all threads, compiler and collector included; of several processes the sum
 * @param busiestMillis the same of the process that took most
 * @param wallMillis from the start of the process until its result was written
 * @param peakBytes most memory that was resident at once; where the platform does not tell, the heap at the end. Of several
 *     processes that of the largest
 * @param repartitionBytes keys and values sent to itself through the broker, before compression; of several processes the sum
 * @param liveBytes of the heap when all input was taken, after a collection; 0 where that was not looked at; of several processes
 *     the sum
 */
record Usage(
        long cpuMillis, long busiestMillis, long wallMillis, long peakBytes, long repartitionBytes, long liveBytes) {

    private static final String PEAK = "VmHWM:";

    /** Of this process, until now, less what looking at its heap took. */
    static Usage ofThisProcess(Trace trace) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        long cpuMillis = system.getProcessCpuTime() / 1_000_000 - trace.lookCpuMillis();
        return new Usage(
                cpuMillis,
                cpuMillis,
                System.currentTimeMillis() - started - trace.lookMillis(),
                peak(),
                trace.repartitionBytes(),
                trace.liveBytes());
    }

    /** Of at least one process, started at the same time. */
    static Usage together(List<Usage> each) {
        return new Usage(
                each.stream().mapToLong(Usage::cpuMillis).sum(),
                most(each, Usage::busiestMillis),
                most(each, Usage::wallMillis),
                most(each, Usage::peakBytes),
                each.stream().mapToLong(Usage::repartitionBytes).sum(),
                each.stream().mapToLong(Usage::liveBytes).sum());
    }

    private static long most(List<Usage> each, ToLongFunction<Usage> figure) {
        return each.stream().mapToLong(figure).max().orElseThrow();
    }

    private static long peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(PEAK)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        }
        return Runtime.getRuntime().totalMemory();
    }

    /** On one line, as {@link #parse} reads it. */
    String toLine() {
        return cpuMillis + " " + busiestMillis + " " + wallMillis + " " + peakBytes + " " + repartitionBytes + " "
                + liveBytes;
    }

    static Usage parse(String line) {
        String[] numbers = line.split(" ");
        if (numbers.length != 6) {
            throw new IllegalArgumentException("not what a contender says: " + line);
        }
        return new Usage(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]),
                Long.parseLong(numbers[4]),
                Long.parseLong(numbers[5]));
    }
}
