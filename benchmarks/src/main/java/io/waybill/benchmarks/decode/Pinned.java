package io.waybill.benchmarks.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs commands one after the other on one core, and says what each took. Processor time is what the kernel adds up for children
 * that have ended, so it has no gaps; peak memory is looked at while they run. Linux only: elsewhere there is no /proc.
 */
final class Pinned {

    private static final long LOOK_MILLIS = 5;
    private static final long MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux that Java runs on
    private static final int CHILD_USER_TIME = 15 - 2; // of /proc/self/stat, counted behind the name
    private static final String PEAK = "VmHWM:";

    private final List<String> prefix;

    /** On the last core, or anywhere where there is no {@code taskset}. */
    Pinned() {
        int core = Runtime.getRuntime().availableProcessors() - 1;
        prefix = isInstalled("taskset") ? List.of("taskset", "-c", Integer.toString(core)) : List.of();
    }

    /** Where they run, for the report. */
    String where() {
        return prefix.isEmpty() ? "not pinned: there is no taskset here" : "on one core";
    }

    /** Whether there is such a program on the path. */
    static boolean isInstalled(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs one to its end, its output thrown away or written to a file. */
    Figure run(String who, List<String> command, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        long cpuBefore = childCpuMillis();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(words)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long peak = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakBytes(process.pid()));
        }
        long wall = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + process.exitValue());
        }
        return new Figure(who, childCpuMillis() - cpuBefore, wall, peak);
    }

    private static long childCpuMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[CHILD_USER_TIME]) + Long.parseLong(fields[CHILD_USER_TIME + 1]))
                * MILLIS_PER_TICK;
    }

    /** Of a process that may end at any moment. */
    private static long peakBytes(long pid) throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith(PEAK)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
            return 0;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return 0;
            }
            throw e;
        }
    }
}
