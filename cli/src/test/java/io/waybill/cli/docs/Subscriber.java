package io.waybill.cli.docs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.embedded.EmbeddedStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The recipes of the page on subscribers: one program per language, taken from the page and run as its reader would run it. */
enum Subscriber {
    JAVA("java", "Subscriber.java"),
    PYTHON("python", "subscriber.py"),
    NODE("javascript", "subscriber.js"),
    KCAT("bash", "subscriber.sh");

    private static final Path PAGE = Page.ROOT.resolve("docs/how-to/subscribe.md");
    private static final Path NODE_MODULES = Page.ROOT.resolve("cli/target/node/node_modules");
    private static final Path DEBIAN = Path.of("/usr/bin");

    private final String info;
    private final String file;

    Subscriber(String info, String file) {
        this.info = info;
        this.file = file;
    }

    /** Skips the test, saying why, where this machine has not what the recipe asks for. */
    void assumeInstalled() {
        switch (this) {
            case JAVA -> {}
            case PYTHON ->
                assumeTrue(
                        Files.exists(Path.of("/usr/lib/python3/dist-packages/confluent_kafka"))
                                && Files.exists(Path.of("/usr/lib/python3/dist-packages/avro")),
                        "Debian's python3-confluent-kafka and python3-avro are not installed");
            case NODE -> {
                assumeTrue(isOnPath("node"), "node is not installed");
                assumeTrue(
                        Files.exists(NODE_MODULES.resolve("kafkajs")),
                        "kafkajs is not installed: .ci/run installs cli/src/test/node into cli/target/node");
            }
            case KCAT ->
                assumeTrue(
                        Files.isExecutable(DEBIAN.resolve("kcat")) && Files.isExecutable(DEBIAN.resolve("jq")),
                        "kcat and jq are not installed");
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** A program that runs; what it prints is in a file. */
    record Running(Process process, Path printed, Path said) implements AutoCloseable {

        List<String> lines() {
            return read(printed).lines().toList();
        }

        /** Waits for its end and gives what it printed. */
        List<String> linesAtItsEnd() throws InterruptedException {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError("it does not end; it printed " + lines() + " and said " + read(said));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("it ended with " + process.exitValue() + " and said " + read(said));
            }
            return lines();
        }

        /** What stands after its lines of {@code +} and {@code -}: the last word about each id. */
        Map<String, String> table() {
            Map<String, String> table = new TreeMap<>();
            for (String line : lines()) {
                String[] words = line.split(" ", 3);
                if (words[0].equals("+")) {
                    table.put(words[1], words[2]);
                } else {
                    table.remove(words[1]);
                }
            }
            return table;
        }

        @Override
        public String toString() {
            return "printed " + lines() + "\nsaid " + read(said);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /**
     * Starts it.
     *
     * @param folder gets the program and what it prints
     * @param mode final, first or all
     */
    Running start(Path folder, String mode, EmbeddedStack stack) throws IOException {
        Path program = folder.resolve(file);
        Files.writeString(program, code());
        List<String> command = new ArrayList<>(
                switch (this) {
                    case JAVA ->
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"));
                    case PYTHON -> List.of(DEBIAN.resolve("python3").toString());
                    case NODE -> List.of("node");
                    case KCAT -> List.of("/bin/bash");
                });
        command.addAll(List.of(program.toString(), mode));
        Path printed = folder.resolve(mode + ".out");
        Path said = folder.resolve(mode + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(said.toFile());
        builder.environment()
                .putAll(Map.of(
                        "BROKER", stack.bootstrapServers(),
                        "REGISTRY", stack.registryUrl(),
                        "NODE_PATH", NODE_MODULES.toString(),
                        "KAFKAJS_NO_PARTITIONER_WARNING", "1"));
        return new Running(builder.start(), printed, said);
    }

    private String code() {
        List<String> found = Page.read(PAGE).blocks().stream()
                .filter(block -> block.info().equals(info))
                .map(Page.Block::code)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(PAGE + " has " + found.size() + " blocks of " + info);
        }
        return found.get(0);
    }
}
