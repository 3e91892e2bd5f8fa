package io.waybill.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one process took from its start to its end.
 *
 * @param cpuMillis of all its threads, compiler and collector included
 * @param wallMillis from the start of the process until its result was written
 * @param peakBytes most memory that was resident at once; where the platform does not tell, the heap at the end
 * @param repartitionBytes keys and values it sent to itself through the broker, before compression
 */
record Usage(long cpuMillis, long wallMillis, long peakBytes, long repartitionBytes) {

    private static final String PEAK = "VmHWM:";

    /** Of this process, until now. */
    static Usage ofThisProcess(long repartitionBytes) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        return new Usage(
                system.getProcessCpuTime() / 1_000_000, System.currentTimeMillis() - started, peak(), repartitionBytes);
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
        return cpuMillis + " " + wallMillis + " " + peakBytes + " " + repartitionBytes;
    }

    static Usage parse(String line) {
        String[] numbers = line.split(" ");
        if (numbers.length != 4) {
            throw new IllegalArgumentException("not what a contender says: " + line);
        }
        return new Usage(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }
}
