package io.waybill.benchmarks.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Ends a child process when its parent is gone: the parent holds the other end of standard input. What it writes there are lines
 * without meaning, each of which lets one wait end.
 */
final class ParentWatch {

    private static final Semaphore LINES = new Semaphore(0);

    private ParentWatch() {}

    /** Watches from a thread of its own. */
    static void start() {
        Thread watch = new Thread(
                () -> {
                    awaitEnd();
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Returns when the parent has written one more line. Needs {@link #start}. */
    static void awaitLine() throws InterruptedException {
        LINES.acquire();
    }

    /** Returns when the parent closed the pipe or is gone. */
    static void awaitEnd() {
        InputStream in = System.in;
        try {
            for (int each = in.read(); each >= 0; each = in.read()) {
                if (each == '\n') {
                    LINES.release();
                }
            }
        } catch (IOException gone) {
            // as good as the end
        }
    }
}
