package io.waybill.cli.command;

import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.streams.detect.selftest.SelfTest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code waybill selftest}. */
@Command(
        name = "selftest",
        description = "Fire every detector on built-in data and show what it says.",
        footer = {"", "Done (0) only when every detector fires. No broker is needed."})
public final class SelftestCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<List<SelfTest.Outcome>> test;

    /** Writes results there. */
    public SelftestCommand(Terminal terminal) {
        this(terminal, SelfTest::run);
    }

    SelftestCommand(Terminal terminal, Supplier<List<SelfTest.Outcome>> test) {
        this.terminal = terminal;
        this.test = test;
    }

    @Override
    public Integer call() throws IOException {
        List<SelfTest.Outcome> outcomes = test.get();
        for (SelfTest.Outcome outcome : outcomes) {
            terminal.result(line(outcome));
        }
        return outcomes.stream().allMatch(SelfTest.Outcome::fired) ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }

    private static String line(SelfTest.Outcome outcome) {
        return outcome.fired()
                ? "fired   " + outcome.detector() + ", "
                        + outcome.severity().name().toLowerCase(Locale.ROOT) + ", " + outcome.subject() + ": "
                        + outcome.explanation()
                : "silent  " + outcome.detector() + ": did not give the verdict that its data must give";
    }
}
