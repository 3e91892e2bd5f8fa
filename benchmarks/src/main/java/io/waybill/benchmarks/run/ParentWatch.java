package io.waybill.benchmarks.run;

import java.io.IOException;
import java.io.InputStream;

/** Ends a child process when its parent is gone: the parent holds the other end of standard input and never writes to it. */
final class ParentWatch {

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

    /** Returns when the parent closed the pipe or is gone. */
    static void awaitEnd() {
        InputStream in = System.in;
        try {
            while (in.read() >= 0) {
                // the parent writes nothing
            }
        } catch (IOException gone) {
            // as good as the end
        }
    }
}
