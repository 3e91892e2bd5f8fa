package io.waybill.streams.fault;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The clock of a machine on which some processes run, that can be set while they do. Their wall clock alone is set, as by somebody
 * who sets the date: what measures how much time has passed goes on undisturbed. Made with libfaketime, Debian's package
 * {@code faketime}. Used by one thread.
 */
public final class FakeClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketime.so.1";

    private final Path library;
    private final Path file;
    private Duration offset = Duration.ZERO;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** Whether libfaketime is installed. */
    public static boolean isPossible() throws IOException {
        return library().isPresent();
    }

    /**
     * A clock that is right.
     *
     * @param file where it is kept
     * @throws IllegalStateException without libfaketime
     */
    public static FakeClock at(Path file) throws IOException {
        FakeClock clock = new FakeClock(
                library().orElseThrow(() -> new IllegalStateException("libfaketime is not installed")), file);
        clock.write();
        return clock;
    }

    private static Optional<Path> library() throws IOException {
        if (!Files.isDirectory(LIBRARIES)) {
            return Optional.empty();
        }
        // beside the libraries of the machine's kind, e.g. x86_64-linux-gnu
        try (DirectoryStream<Path> kinds = Files.newDirectoryStream(LIBRARIES, Files::isDirectory)) {
            for (Path kind : kinds) {
                if (Files.isRegularFile(kind.resolve(LIBRARY))) {
                    return Optional.of(kind.resolve(LIBRARY));
                }
            }
        }
        return Optional.empty();
    }

    /** What a process has to have in its environment to go by this clock. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                // looks at the file once a second; without, each look at the time would be one at the file
                "FAKETIME_CACHE_DURATION", "1",
                // a child of the process goes by the same clock, not by one that begins anew
                "FAKETIME_DONT_RESET", "1",
                // a name each for older and newer versions
                "DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // else every timed wait of a JVM, which is by the monotonic clock, ends at once and is begun again
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets it ahead, or back by a negative time; processes see it within a second or two. */
    public void jump(Duration by) throws IOException {
        offset = offset.plus(by);
        write();
    }

    /** A process may look at any moment, so the file is changed in one go. */
    private void write() throws IOException {
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() {
        return (offset.isNegative() ? "" : "+") + offset.toSeconds() + "\n";
    }
}
