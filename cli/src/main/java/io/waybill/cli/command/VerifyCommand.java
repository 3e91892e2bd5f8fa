package io.waybill.cli.command;

import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.verify.CaseManifest;
import io.waybill.cli.verify.CaseSignature;
import io.waybill.cli.verify.Discrepancy;
import io.waybill.cli.verify.FileCheck;
import io.waybill.cli.verify.Recomputation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill verify}. */
@Command(
        name = "verify",
        description = "Is a case still what was written, and does it follow from its inputs? Names what was changed.",
        footer = {
            "",
            "Digests and signature are checked first; then, when all inputs are there, they are replayed and the tables compared.",
            "Where the inputs have moved, name them again as they were named for the replay."
        })
public final class VerifyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE_DIR", description = "What replay --out wrote.")
    private Path folder = Path.of("");

    @Parameters(index = "1..*", paramLabel = "INPUT", description = "The captures, where they have moved.")
    private List<String> inputs = List.of();

    @Option(names = "--inventory", paramLabel = "FILE", description = "The inventory, where it has moved.")
    private @Nullable Path inventory;

    @Option(names = "--lifecycle", paramLabel = "FILE", description = "The lifecycle, where it has moved.")
    private @Nullable Path lifecycle;

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy, where it has moved.")
    private @Nullable Path policy;

    @Option(names = "--no-replay", description = "Check digests and signature only.")
    private boolean withoutReplay;

    /** Writes results there. */
    public VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        CaseManifest manifest = CaseManifest.read(folder);
        ReplayRequest request = ReplayRequest.again(arguments(manifest));
        List<Discrepancy> found = new ArrayList<>(FileCheck.outputs(folder, manifest));
        found.addAll(CaseSignature.check(folder, null));
        List<Discrepancy> ofInputs = FileCheck.inputs(manifest, FileCheck.among(places(request)));
        found.addAll(ofInputs);
        boolean replayed =
                !withoutReplay && ofInputs.isEmpty() && !request.inputs().contains("-");
        if (replayed) {
            found.addAll(Recomputation.compare(folder, manifest, request));
        }
        for (Discrepancy one : found) {
            terminal.result(one.describe());
        }
        if (found.isEmpty()) {
            terminal.result("The case is as it was written"
                    + (replayed ? ", and its tables follow from its inputs." : "; its inputs were not replayed."));
        }
        return found.isEmpty() ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }

    private SortedMap<String, String> arguments(CaseManifest manifest) {
        ReplayRequest given = new ReplayRequest(CaseName.UNKEPT, inputs, inventory, lifecycle, policy, 1, 1, "max");
        SortedMap<String, String> arguments = new TreeMap<>(manifest.parameters());
        if (!inputs.isEmpty()) {
            arguments.keySet().removeIf(name -> name.startsWith("input."));
        }
        arguments.putAll(given.arguments());
        return arguments;
    }

    private static List<Path> places(ReplayRequest request) throws IOException {
        return FileCheck.existing(request.inputs(), request.inventory(), request.lifecycle(), request.policy());
    }
}
