package io.waybill.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas as they were published, one folder per record with {@code 1.avsc}, {@code 2.avsc} and so on. */
record History(String name, List<Schema> versions) {

    private static final Path FOLDER = Path.of("src/main/history");

    static Stream<History> all() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.sorted().map(History::read).toList().stream();
        }
    }

    private static History read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            int count = (int) files.count();
            List<Schema> versions = Stream.iterate(1, number -> number + 1)
                    .limit(count)
                    .map(number -> parse(folder.resolve(number + ".avsc")))
                    .toList();
            return new History(folder.getFileName().toString(), versions);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(folder + ": versions must be numbered without gaps", unreadable);
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(
                    file + " is missing: versions are numbered without gaps", unreadable);
        }
    }

    Schema newest() {
        return versions.get(versions.size() - 1);
    }

    @Override
    public String toString() {
        return name + ", " + versions.size() + " versions";
    }
}
