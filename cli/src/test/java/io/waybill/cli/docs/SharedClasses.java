package io.waybill.cli.docs;

import io.waybill.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class path of the tests with its classes laid out once for every process that the tests start, as the launcher has it done by
 * the build: a third of what each start costs. Folders of classes become jars for it, since an archive takes no others.
 */
final class SharedClasses {

    private static final String EVENT =
            "{\"eventId\":\"start-1\",\"deviceId\":\"phone\",\"time\":1700000000000,\"remoteIp\":\"9.9.9.9\"}\n";

    private static @Nullable List<String> words;

    private SharedClasses() {}

    /** The words that start the command, up to its arguments. Made by a replay of one event when first asked for. */
    static synchronized List<String> command() throws IOException {
        List<String> made = words;
        if (made == null) {
            made = make(
                    Files.createDirectories(Path.of("target", "shared-classes").toAbsolutePath()));
            words = made;
        }
        return made;
    }

    private static List<String> make(Path place) throws IOException {
        Path archive = place.resolve("commands.jsa");
        Files.deleteIfExists(archive);
        List<String> common = List.of(
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx2g",
                "-cp",
                classPath(place),
                Main.class.getName());
        Path event = Files.writeString(place.resolve("event.jsonl"), EVENT);
        List<String> recording = command("-XX:ArchiveClassesAtExit=" + archive, common);
        recording.addAll(List.of("replay", "--out", place.resolve("case").toString(), event.toString()));
        Path said = place.resolve("said");
        Process replay = new ProcessBuilder(recording)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (replay.waitFor() != 0) {
                throw new IOException("the replay ended with " + replay.exitValue() + ":\n"
                        + Files.readString(said, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            replay.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return List.copyOf(command("-XX:SharedArchiveFile=" + archive, common));
    }

    private static List<String> command(String first, List<String> common) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(first);
        command.addAll(common);
        return command;
    }

    private static String classPath(Path place) throws IOException {
        StringJoiner classPath = new StringJoiner(File.pathSeparator);
        int jars = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path folder = Path.of(entry);
            classPath.add(Files.isDirectory(folder) ? jar(folder, place.resolve("classes-" + ++jars + ".jar")) : entry);
        }
        return classPath.toString();
    }

    private static String jar(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).sorted().forEach(each -> {
                try {
                    out.putNextEntry(
                            new JarEntry(folder.relativize(each).toString().replace(File.separatorChar, '/')));
                    Files.copy(each, out);
                    out.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return jar.toString();
    }
}
