package io.waybill.streams.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What disks of our own are made with: programs of the superuser. */
final class Mounts {

    private Mounts() {}

    /** Runs a program to its end, which has to be a good one. */
    static void run(List<String> command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    /** Takes the disk at this folder away, whoever still uses it. */
    static void undo(Path folder) throws IOException {
        try {
            run(List.of("/bin/umount", "-l", folder.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
