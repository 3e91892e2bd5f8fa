package io.waybill.cli.command;

import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.Pseudonyms;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Flags;
import io.waybill.cli.shell.ReplayProgress;
import io.waybill.cli.shell.SettingOptions;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.verify.CaseManifest;
import io.waybill.cli.verify.CaseSignature;
import io.waybill.cli.verify.ChainCheck;
import io.waybill.cli.verify.Discrepancy;
import io.waybill.cli.verify.FileCheck;
import io.waybill.cli.verify.Recomputation;
import io.waybill.cli.verify.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final SettingOptions settings = new SettingOptions();

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

    @Option(
            names = "--signed-by",
            paramLabel = "KEY.pub",
            description =
                    "The case must be signed with this key; without it, a signature is checked by the key it names.")
    private @Nullable Path signedBy;

    @Option(
            names = "--pseudonymise",
            paramLabel = "KEY",
            description =
                    "The key of the pseudonyms, for a case that has them; without it the inputs are not replayed.")
    private @Nullable Path pseudonymKey;

    @Option(names = "--no-replay", description = "Check digests and signature only.")
    private boolean withoutReplay;

    /** Writes results there. */
    public VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        CaseManifest manifest = CaseManifest.read(folder);
        ReplayRequest request = ReplayRequest.again(arguments(manifest)).withPseudonymKey(pseudonymKey);
        PublicKey key = signedBy == null ? null : SigningKeys.readPublic(signedBy);
        List<Discrepancy> found = new ArrayList<>(FileCheck.outputs(folder, manifest));
        found.addAll(CaseSignature.check(folder, key));
        found.addAll(ChainCheck.check(folder, manifest));
        List<Discrepancy> ofInputs = FileCheck.inputs(manifest, FileCheck.among(places(request, manifest)));
        found.addAll(ofInputs);
        String hidden = manifest.parameters().get("pseudonymKeyId");
        boolean known = hidden == null
                ? pseudonymKey == null
                : pseudonymKey != null && Pseudonyms.read(pseudonymKey).keyId().equals(hidden);
        if (pseudonymKey != null && !known) {
            found.add(new Discrepancy(CaseFolder.MANIFEST, "was not made with this key of pseudonyms"));
        }
        boolean replayed = !withoutReplay
                && known
                && ofInputs.isEmpty()
                && !request.inputs().contains("-");
        if (replayed) {
            try (ReplayProgress progress = ReplayProgress.on(terminal)) {
                found.addAll(Recomputation.compare(
                        folder, manifest, request, settings.config(new Flags()), Version.TEXT, progress));
            }
        }
        for (Discrepancy one : found) {
            terminal.result(one.describe());
        }
        if (found.isEmpty()) {
            terminal.result("The case is as it was written"
                    + (replayed
                            ? ", and all of it follows from its inputs."
                            : "; its inputs were not replayed"
                                    + (known ? "." : ": it has pseudonyms, give their key.")));
            terminal.result(signature(key));
        }
        return found.isEmpty() ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }

    private String signature(@Nullable PublicKey key) throws IOException {
        String named = CaseSignature.fingerprint(folder);
        if (named == null) {
            return "It is not signed: whoever can write the folder could have written all of it anew.";
        }
        return key == null
                ? "It is signed; whose key " + named + " is must be known from elsewhere."
                : "It is signed with the key given, " + named + ".";
    }

    private SortedMap<String, String> arguments(CaseManifest manifest) {
        ReplayRequest given =
                new ReplayRequest(CaseName.UNKEPT, inputs, inventory, lifecycle, policy, 1, 1, "max", null);
        SortedMap<String, String> arguments = new TreeMap<>(manifest.parameters());
        if (!inputs.isEmpty()) {
            arguments.keySet().removeIf(name -> name.startsWith("input."));
        }
        arguments.putAll(given.arguments());
        return arguments;
    }

    /** Lists that a policy takes entries from lie beside it. */
    private static List<Path> places(ReplayRequest request, CaseManifest manifest) {
        List<Path> places = new ArrayList<>(
                FileCheck.existing(request.inputs(), request.inventory(), request.lifecycle(), request.policy()));
        Path rules = request.policy();
        if (rules != null) {
            for (CaseFile input : manifest.inputs()) {
                Path list = rules.resolveSibling(input.name());
                if (input.role().equals("policy-list") && Files.isRegularFile(list)) {
                    places.add(list);
                }
            }
        }
        return places;
    }
}
