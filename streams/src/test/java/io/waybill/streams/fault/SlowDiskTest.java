package io.waybill.streams.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SlowDiskTest {

    private static final long PAUSE_MILLIS = 700;

    @Test
    void a_write_waits_as_long_as_the_disk_does_not_answer_and_arrives(@TempDir Path scratch) throws Exception {
        assumeTrue(SlowDisk.isPossible(scratch), "mounting a disk takes the superuser");
        try (SlowDisk disk = SlowDisk.mount(scratch.resolve("disk"), 32);
                FileChannel file = FileChannel.open(
                        disk.folder().resolve("f"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(file);
            CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> slow(disk));
            long waited = 0;
            int writes = 0;
            while (!slow.isDone()) {
                long begin = System.nanoTime();
                write(file);
                writes++;
                waited = Math.max(waited, System.nanoTime() - begin);
            }
            slow.get(10, TimeUnit.SECONDS);

            assertThat(TimeUnit.NANOSECONDS.toMillis(waited)).isGreaterThan(PAUSE_MILLIS / 2);
            assertThat(file.size()).isEqualTo((writes + 1) * 4L);
        }
    }

    private static void slow(SlowDisk disk) {
        try {
            disk.slow(3, PAUSE_MILLIS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(FileChannel file) throws IOException {
        file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        file.force(true);
    }
}
