package io.waybill.streams.cold;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one process, deleted when it is closed. What a process that was killed left behind is deleted by the next one: a lock that
 * the system takes back says who lives.
 */
final class ScratchFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
    private static final String PREFIX = "cold-";
    private static final String LOCK = "lock";

    /** Those of this process: to open their locks and close them again would give them back. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private ScratchFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes one. One process at a time looks around and makes its own, so that none takes a new one for abandoned. */
    static synchronized ScratchFolder under(Path parent) throws IOException {
        Files.createDirectories(parent);
        try (FileChannel turn = open(parent.resolve(PREFIX + LOCK))) {
            turn.lock();
            deleteAbandoned(parent);
            Path path = Files.createTempDirectory(parent, PREFIX);
            FileChannel channel = open(path.resolve(LOCK));
            channel.lock();
            OWN.add(path);
            return new ScratchFolder(path, channel);
        }
    }

    private static FileChannel open(Path lock) throws IOException {
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && !OWN.contains(folder)
                        && isAbandoned(folder)) {
                    LOG.info("{} was left behind by a process that is no more; it is deleted", folder);
                    delete(folder);
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try (FileChannel channel = open(folder.resolve(LOCK))) {
            return channel.tryLock() != null;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            delete(path);
            channel.close();
            OWN.remove(path);
        } catch (IOException failed) {
            LOG.warn("{} could not be deleted; the next start tries again", path, failed);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
