package io.waybill.cli.command;

import static java.util.Objects.requireNonNull;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.Parts;
import io.waybill.cli.replay.CaseBroker;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.replay.ReplayOutcome;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.replay.TemporaryFolder;
import io.waybill.cli.replay.TerminalWatcher;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.TerminalReport;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ProblemReport;
import io.waybill.cli.shell.ReplayProgress;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.verify.CaseSignature;
import io.waybill.cli.verify.SigningKeys;
import io.waybill.streams.resolve.IpLocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill replay}. */
@Command(
        name = "replay",
        description =
                "What did these phones do, and what is wrong? Puts captures and logs through the pipeline as a case.",
        footer = {
            "",
            "The format is recognised by content; .gz .zst .bz2 .xz are read through.",
            "With --case the case is kept in the data folder: replaying an input it has adds nothing."
        })
public final class ReplayCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "File, folder, glob, or - for standard input.")
    private List<String> inputs = List.of();

    @Option(names = "--case", paramLabel = "NAME", description = "Keep the case under this name.")
    private @Nullable String caseName;

    @Option(names = "--inventory", paramLabel = "FILE", description = "Devices and their models, CSV or JSON lines.")
    private @Nullable Path inventory;

    @Option(names = "--lifecycle", paramLabel = "FILE", description = "Resets, updates and settings, JSON lines.")
    private @Nullable Path lifecycle;

    @Option(names = "--policy", paramLabel = "FILE", description = "Rules, YAML.")
    private @Nullable Path policy;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the case there: report.html, counts, alerts, evidence and case.json.")
    private @Nullable Path out;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Sign the case with this Ed25519 key; 'waybill keys create KEY' makes one.")
    private @Nullable Path signingKey;

    @Option(
            names = "--pseudonymise",
            paramLabel = "KEY",
            description =
                    "Replace device ids by a hash under the key in this file, in every output; 'waybill keys secret KEY' makes one.")
    private @Nullable Path pseudonymKey;

    @Option(
            names = "--speed",
            paramLabel = "max|Nx",
            defaultValue = "max",
            description = "As fast as possible, or N times as fast as it happened. Default: ${DEFAULT-VALUE}")
    private String speed = "max";

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Partitions of the case's topics; the result does not depend on it. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of the pipeline; the result does not depend on it. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final AddressOptions running = new AddressOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Writes results and messages there. */
    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        ReplayRequest request = request();
        KeyPair key = signingKey();
        if (out != null) {
            canBeWritten(out);
        }
        Config config = running.config(data.flags());
        if (caseName != null) {
            return replay(request, key, Parts.dataFolder(config), config);
        }
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            return replay(request, key, folder.path(), config);
        }
    }

    /** Read before a replay that may take hours, not behind it. */
    private @Nullable KeyPair signingKey() throws IOException {
        if (signingKey == null) {
            return null;
        }
        if (out == null) {
            throw wrongUsage("--sign signs what --out writes; give --out as well", null);
        }
        return SigningKeys.read(signingKey);
    }

    private static void canBeWritten(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = requireNonNull(there.getParent());
        }
        if (!Files.isDirectory(there)) {
            throw new FileAlreadyExistsException(there.toString());
        }
        if (!Files.isWritable(there)) {
            throw new AccessDeniedException(there.toString());
        }
    }

    private ParameterException wrongUsage(String reason, @Nullable Throwable cause) {
        return new ParameterException(requireNonNull(spec).commandLine(), reason, cause);
    }

    private ReplayRequest request() {
        try {
            CaseName name = caseName == null ? CaseName.UNKEPT : CaseName.parse(caseName);
            return new ReplayRequest(
                    name, inputs, inventory, lifecycle, policy, partitions, threads, speed, pseudonymKey);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()), e);
        }
    }

    private int replay(ReplayRequest request, @Nullable KeyPair key, Path folder, Config config)
            throws IOException, InterruptedException, CouldNotRunException {
        IpLocator locator = Parts.locator(config);
        ProblemReport problems = new ProblemReport(terminal);
        ReplayOutcome outcome;
        try (CaseBroker broker = CaseBroker.of(folder, Addresses.of(config));
                ReplayProgress progress = ReplayProgress.on(terminal)) {
            Replay.Place place = new Replay.Place(
                    broker.addresses().bootstrapServers(), broker.addresses().registryUrl(), folder, Version.TEXT);
            Replay replay = new Replay(request, place, locator, new TerminalWatcher(progress, problems));
            outcome = (out == null ? replay : replay.withEvidence()).run(System.in);
        }
        problems.finish();
        if (outcome.repeated()) {
            terminal.say("case " + request.name().text() + " has all of this already; nothing was added");
        }
        if (out != null) {
            CaseFolder.write(out, outcome.result(), outcome.evidence());
            if (key != null) {
                CaseSignature.sign(out, key);
            }
        }
        terminal.results().write(TerminalReport.text(outcome.result()).getBytes(StandardCharsets.UTF_8));
        terminal.results().flush();
        if (out != null && terminal.interactive()) {
            terminal.say("All of it in sentences: " + out.resolve("report.html"));
        }
        return problems.exitCode();
    }
}
