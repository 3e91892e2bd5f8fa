package io.waybill.captures.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lies in a folder that others write into and rotate: any of it may be gone by the time it is looked at. */
final class LogFolder {

    private LogFolder() {}

    private record Dated(Path file, long modifiedMillis) {}

    /** Files of these places by their keys, longest unchanged first, so that rotated logs go before those that followed. */
    static Map<String, Path> files(List<Path> places) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                for (Path file : list(place)) {
                    add(file, files);
                }
            } else {
                add(place, files);
            }
        }
        return files;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(LogFolder::isVisible)
                    .map(file -> new Dated(file, file.toFile().lastModified()))
                    .sorted(Comparator.comparingLong(Dated::modifiedMillis).thenComparing(Dated::file))
                    .map(Dated::file)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isVisible(Path file) {
        return !String.valueOf(file.getFileName()).startsWith(".");
    }

    private static void add(Path file, Map<String, Path> files) throws IOException {
        try {
            if (Files.isRegularFile(file)) {
                files.putIfAbsent(FileIdentity.key(file), file);
            }
        } catch (NoSuchFileException e) {
            return; // rotated away between being listed and being looked at
        }
    }

    /** Opens a file that was seen; null where it is gone, or another one took its name. */
    static @Nullable TailedFile open(Path path, String key, int maxLineBytes) throws IOException {
        try {
            TailedFile file = TailedFile.open(path, key, maxLineBytes);
            if (FileIdentity.key(path).equals(key)) {
                return file;
            }
            file.close();
            return null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
