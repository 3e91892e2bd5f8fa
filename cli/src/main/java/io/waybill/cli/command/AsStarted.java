package io.waybill.cli.command;

import io.waybill.benchmarks.run.JavaProcess;
import java.util.List;

/** A command as users start it, to measure the whole of it: by the launcher, which says where it is, or else by its main class. */
final class AsStarted {

    private static final String LAUNCHER = "waybill.launcher";

    private AsStarted() {}

    /**
     * The words that start it; its arguments go behind them.
     *
     * @param heap as for {@code -Xmx}
     */
    static List<String> command(Class<?> main, String heap, String name) {
        String launcher = System.getProperty(LAUNCHER);
        return launcher == null
                ? JavaProcess.command(main, heap, List.of(), List.of(name))
                : List.of("env", "WAYBILL_HEAP=" + heap, launcher, name);
    }
}
