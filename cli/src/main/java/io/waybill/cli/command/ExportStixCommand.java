package io.waybill.cli.command;

import io.waybill.cli.export.ExportedCase;
import io.waybill.cli.export.StixBundle;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.verify.CaseManifest;
import io.waybill.cli.verify.Discrepancy;
import io.waybill.cli.verify.FileCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill export stix}. */
@Command(
        name = "stix",
        description = "Write the alerts of a case as a STIX 2.1 bundle: sightings, observed data, notes and a report.",
        footer = {
            "",
            "The same case gives the same bytes. Devices are named as in the case: use 'replay --pseudonymise' before giving it away.",
            "The folder's digests are checked first; nothing is written where one was changed since."
        })
final class ExportStixCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "CASE_DIR", description = "What replay --out wrote.")
    private Path folder = Path.of("");

    ExportStixCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<Discrepancy> changed = FileCheck.outputs(folder, CaseManifest.read(folder));
        if (!changed.isEmpty()) {
            changed.forEach(one -> terminal.say(folder + ": " + one.describe()));
            return ExitCode.UNUSABLE_INPUT;
        }
        terminal.results().write(StixBundle.text(ExportedCase.read(folder)).getBytes(StandardCharsets.UTF_8));
        return ExitCode.DONE;
    }
}
