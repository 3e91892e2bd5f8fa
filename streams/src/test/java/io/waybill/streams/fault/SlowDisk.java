package io.waybill.streams.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk of its own, a file behind a loop device, that can be made slow: what writes to it waits, as on a disk that does not answer.
 * The kernel does the waiting (a frozen file system), so every write and sync of every process is held up, not only those of one
 * library. Takes the superuser on Linux.
 */
public final class SlowDisk implements AutoCloseable {

    private static final int TRIAL_MEGABYTES = 8;

    private final Path folder;

    private SlowDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether this machine lets us mount and freeze one in the folder: tried, because containers often do not. */
    public static boolean isPossible(Path folder) throws InterruptedException {
        if (!SmallDisk.isPossible()
                || !Files.exists(Path.of("/dev/loop-control"))
                || !Files.isExecutable(Path.of("/sbin/fsfreeze"))
                || !Files.isExecutable(Path.of("/sbin/mkfs.ext4"))) {
            return false;
        }
        try (SlowDisk trial = mount(folder.resolve("trial"), TRIAL_MEGABYTES)) {
            trial.slow(1, 1);
            return true;
        } catch (IOException refused) {
            System.err.println("no slow disk here: " + refused.getMessage());
            return false;
        }
    }

    /**
     * Makes and mounts it.
     *
     * @param folder made if missing; the file lies beside it
     */
    public static SlowDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path image = folder.resolveSibling(folder.getFileName() + ".img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) megabytes << 20);
        }
        Mounts.run(List.of("/sbin/mkfs.ext4", "-q", "-F", image.toString()));
        Mounts.run(List.of("/bin/mount", "-o", "loop", image.toString(), folder.toString()));
        return new SlowDisk(folder);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * Slow for a while: it answers for an instant and then not, again and again. Returns when it is over; the disk answers again
     * whatever happens.
     *
     * @param pauseMillis how long each time nothing is answered
     */
    public void slow(int times, long pauseMillis) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            Mounts.run(List.of("/sbin/fsfreeze", "--freeze", folder.toString()));
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            } finally {
                Mounts.run(List.of("/sbin/fsfreeze", "--unfreeze", folder.toString()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        Mounts.undo(folder);
    }
}
