package io.waybill.streams.fault;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of the tests in a process of its own, made to be killed. It says {@code ready} on its output when it is. */
public final class JvmProcess {

    /** What the program prints when it is up. */
    public static final String READY = "ready";

    private final Process process;
    private final Path log;

    private JvmProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and returns at once.
     *
     * @param log takes its standard error, behind what is there
     * @param heap e.g. {@code 256m}
     */
    public static JvmProcess start(Class<?> main, String heap, Path log, List<String> arguments) throws IOException {
        return start(main, heap, log, arguments, Map.of());
    }

    /**
     * The same, with more in its environment.
     *
     * @param environment e.g. that of a {@link FakeClock}
     */
    public static JvmProcess start(
            Class<?> main, String heap, Path log, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        File file = log.toFile();
        builder.redirectError(ProcessBuilder.Redirect.appendTo(file));
        return new JvmProcess(builder.start(), log);
    }

    /**
     * Waits until it is up.
     *
     * @throws IOException when it ended before; names the log
     */
    public void awaitReady() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (!READY.equals(line)) {
            if (line == null) {
                throw new IOException("it ended before it was ready; see " + log);
            }
            line = out.readLine();
        }
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What {@code kill -9} does; returns when it is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
