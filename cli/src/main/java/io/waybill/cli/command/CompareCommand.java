package io.waybill.cli.command;

import io.waybill.cli.compare.CaseReader;
import io.waybill.cli.compare.Comparison;
import io.waybill.cli.compare.ComparisonFormat;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.verify.CaseManifest;
import io.waybill.cli.verify.Discrepancy;
import io.waybill.cli.verify.FileCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill compare}. */
@Command(
        name = "compare",
        description =
                "What appeared, vanished or changed between two cases: before and after an update, a reset, an opt-out.",
        footer = {"", "Both folders' digests are checked first; exit code 1 where one was changed since."})
public final class CompareCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE_A", description = "The case before.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "CASE_B", description = "The case after.")
    private Path after = Path.of("");

    @Option(names = "--format", paramLabel = "table|json|html", defaultValue = "TABLE", description = "Default: table")
    private ComparisonFormat format = ComparisonFormat.TABLE;

    /** Writes results and messages there. */
    public CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        boolean sound = isSound(before) & isSound(after);
        Comparison comparison = Comparison.of(CaseReader.read(before), CaseReader.read(after));
        terminal.results().write(format.render(comparison).getBytes(StandardCharsets.UTF_8));
        return sound ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }

    private boolean isSound(Path folder) throws IOException {
        boolean sound = true;
        for (Discrepancy one : FileCheck.outputs(folder, CaseManifest.read(folder))) {
            terminal.say(folder + ": " + one.describe());
            sound = false;
        }
        return sound;
    }
}
