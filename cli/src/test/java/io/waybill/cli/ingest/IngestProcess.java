package io.waybill.cli.ingest;

import io.waybill.cli.Main;
import io.waybill.embedded.EmbeddedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code waybill ingest} in a process of its own; made to be killed and stopped. */
record IngestProcess(Process process, Path results, Path messages) {

    static IngestProcess start(EmbeddedStack stack, Path folder, String name, String... arguments) throws IOException {
        Path results = folder.resolve(name + ".out");
        Path messages = folder.resolve(name + ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "ingest",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl()));
        command.addAll(List.of(arguments));
        return new IngestProcess(
                new ProcessBuilder(command)
                        .redirectOutput(results.toFile())
                        .redirectError(messages.toFile())
                        .start(),
                results,
                messages);
    }

    /** What {@code kill -9} does; returns when it is dead. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** What {@code kill} does; returns the exit code. */
    int terminate() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("does not end: " + said());
        }
        return process.exitValue();
    }

    /** Standard error so far. */
    String said() {
        try {
            return Files.readString(messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Standard output so far. */
    String told() {
        try {
            return Files.readString(results);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
