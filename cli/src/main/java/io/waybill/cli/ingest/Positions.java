package io.waybill.cli.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.waybill.captures.live.FileIdentity;
import io.waybill.captures.live.FileMark;
import io.waybill.cli.shell.CouldNotRunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file that says how far logs were published. It is replaced as a whole, so that it is either the old or the new one after
 * a crash, and belongs to one process at a time.
 */
public final class Positions implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int FORMAT = 1;

    private final Path file;
    private final FileChannel lock;
    private List<FileMark> stored;

    private record Mark(String path, String key, int headBytes, long headHash, long lines) {}

    private record Content(int format, List<Mark> files) {}

    private Positions(Path file, FileChannel lock, List<FileMark> stored) {
        this.file = file;
        this.lock = lock;
        this.stored = stored;
    }

    /**
     * Opens the file; where there is none, nothing was published.
     *
     * @throws CouldNotRunException when another process has it, or it cannot be understood
     */
    public static Positions open(Path file) throws IOException, CouldNotRunException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel lock = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isOurs(lock)) {
            lock.close();
            throw new CouldNotRunException(
                    file + ": another ingest goes on from there; end it, or give this one its own --positions");
        }
        try {
            return new Positions(file, lock, Files.exists(file) ? read(file) : List.of());
        } catch (IOException | CouldNotRunException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean isOurs(FileChannel lock) throws IOException {
        try {
            FileLock held = lock.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // held within this process
        }
    }

    private static List<FileMark> read(Path file) throws IOException, CouldNotRunException {
        try {
            Content content = JSON.readValue(file.toFile(), Content.class);
            if (content.format() != FORMAT) {
                throw new CouldNotRunException(file + ": written by another version (format " + content.format()
                        + "); remove it to publish all logs again, which changes no counts");
            }
            return content.files().stream()
                    .map(mark -> new FileMark(
                            Path.of(mark.path()),
                            new FileIdentity(mark.key(), mark.headBytes(), mark.headHash()),
                            mark.lines()))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new CouldNotRunException(
                    file + ": cannot be understood; remove it to publish all logs again, which changes no counts", e);
        }
    }

    /** Where to go on. */
    public List<FileMark> marks() {
        return stored;
    }

    /** Stores marks whose events are all on the broker; on disk when this returns. */
    public void store(List<FileMark> marks) throws IOException {
        if (marks.equals(stored)) {
            return;
        }
        List<Mark> files = marks.stream()
                .map(mark -> new Mark(
                        mark.path().toString(),
                        mark.identity().key(),
                        mark.identity().headBytes(),
                        mark.identity().headHash(),
                        mark.lines()))
                .toList();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(new Content(FORMAT, files)));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        stored = List.copyOf(marks);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
