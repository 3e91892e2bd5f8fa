package io.waybill.cli.command;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureFormats;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.DecodeSummary;
import io.waybill.captures.ReadContext;
import io.waybill.captures.own.ConnectionWriter;
import io.waybill.captures.own.OwnFormat;
import io.waybill.captures.reference.Inventory;
import io.waybill.cli.shell.ProblemReport;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill decode}. */
@Command(
        name = "decode",
        description = "Show the connection events in captures and logs. No Kafka involved.",
        footer = {"", "The format is recognised by content; .gz .zst .bz2 .xz are read through."})
public final class DecodeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DecodeCommand.class);

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "File, folder, glob, or - for standard input.")
    private List<String> inputs = List.of();

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "Read every input as this format instead of going by its content.")
    private @Nullable String format;

    @Option(
            names = "--to",
            paramLabel = "jsonl|csv|avro",
            defaultValue = "JSONL",
            description = "Form of the events. Default: jsonl")
    private OwnFormat form = OwnFormat.JSONL;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "Names devices by MAC or IP; without it they are unknown-<address>.")
    private @Nullable Path inventoryFile;

    /** Writes results and messages there. */
    public DecodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        CaptureFormat wanted = wantedFormat();
        ProblemReport problems = new ProblemReport(terminal);
        Inventory inventory = inventoryFile == null ? Inventory.EMPTY : Inventory.read(inventoryFile, problems);
        try (ConnectionWriter writer = form.writer(terminal.results())) {
            ReadContext context = new ReadContext(
                    inventory.addressBook(), inventory.identifiers(), writer, problems, DecodeSettings.DEFAULTS);
            DecodeSummary summary = CaptureDecoder.decode(inputs, wanted, System.in, context);
            LOG.info(
                    "{} events from {} inputs, {} problems, {} files passed over",
                    summary.events(),
                    summary.inputs().size(),
                    problems.total(),
                    summary.passedOver());
        }
        problems.finish();
        return problems.exitCode();
    }

    private @Nullable CaptureFormat wantedFormat() {
        if (format == null) {
            return null;
        }
        CaptureFormat named = CaptureFormats.named(format);
        if (named == null) {
            throw new ParameterException(
                    spec.commandLine(), "unknown format '" + format + "'; known are " + CaptureFormats.names());
        }
        return named;
    }
}
