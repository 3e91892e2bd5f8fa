package io.waybill.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another Java process with this one's class path and its class archive, so that it starts as the command itself does. What it
 * says on standard error goes to ours; closing its standard input tells it to end.
 */
public final class JavaProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final BufferedReader out;

    private JavaProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param heap as for {@code -Xmx}
     * @param options further options for java; where they choose a collector, ours, a heap given whole and how it is divided are not
     *     inherited
     */
    static JavaProcess start(Class<?> main, String heap, List<String> options, List<String> arguments)
            throws IOException {
        return start(System.getProperty("java.class.path"), main, heap, options, arguments);
    }

    /** The same with another class path. */
    static JavaProcess start(String classPath, Class<?> main, String heap, List<String> options, List<String> arguments)
            throws IOException {
        return new JavaProcess(new ProcessBuilder(command(classPath, main, heap, options, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The words that start one, as for {@link #start}. */
    public static List<String> command(Class<?> main, String heap, List<String> options, List<String> arguments) {
        return command(System.getProperty("java.class.path"), main, heap, options, arguments);
    }

    private static List<String> command(
            String classPath, Class<?> main, String heap, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        boolean collects = options.stream().anyMatch(JavaProcess::choosesCollector);
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (collects && (isOfHeap(option) || choosesCollector(option))) {
                continue;
            }
            if (option.startsWith("-Xms")) {
                // a heap that is given whole from the start stays one, of the size given here
                command.add("-Xms" + heap);
            } else if (option.startsWith("-X") && !option.startsWith("-Xmx") || option.startsWith("--")) {
                command.add(option);
            }
        }
        command.add("-Xmx" + heap);
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private static boolean isOfHeap(String option) {
        return option.startsWith("-Xms") || option.startsWith("-XX:NewRatio");
    }

    private static boolean choosesCollector(String option) {
        return option.startsWith("-XX:+Use") && option.endsWith("GC");
    }

    /** The next line it prints, or null when it ended. */
    @Nullable
    String readLine() throws IOException {
        return out.readLine();
    }

    /** Writes a line to its standard input and returns the next it prints, or null when it ended. */
    @Nullable
    String ask(String line) throws IOException {
        tell(line);
        return readLine();
    }

    /** Writes a line to its standard input. */
    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** CPU time it has taken so far, milliseconds; 0 where the platform does not tell. */
    long cpuMillis() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
