package io.waybill.cli.command;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.Parts;
import io.waybill.cli.replay.CaseBroker;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.CaseRemoval;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill remove}. */
@Command(
        name = "remove",
        description =
                "Remove a case whole: its topics, schemas, consumer group, state and what is known of its inputs.",
        footer = {
            "",
            "The live pipeline and other cases are not touched, nor are folders that 'replay --out' wrote. A case that is being",
            "replayed is refused; a removal that was interrupted goes on when it is run again."
        })
public final class RemoveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "CASE", description = "Name of the case, as 'replay --case' had it.")
    private String name = "";

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final AddressOptions running = new AddressOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Writes results and messages there. */
    public RemoveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        CaseName removed = parse();
        Config config = running.config(data.flags());
        Path folder = Parts.dataFolder(config);
        // Without this a folder that was mistyped would be made, with a broker in it.
        if (!Files.isDirectory(folder)) {
            throw new CouldNotRunException(
                    "there is no folder " + folder + "; --data names where the case was replayed");
        }
        List<String> gone;
        try (CaseBroker broker = CaseBroker.of(folder, Addresses.of(config))) {
            gone = CaseRemoval.remove(folder, broker.addresses(), removed);
        }
        if (gone.isEmpty()) {
            throw new CouldNotRunException("there is no case " + removed.text() + " in " + folder);
        }
        for (String each : gone) {
            terminal.result("removed " + each);
        }
        return ExitCode.DONE;
    }

    private CaseName parse() {
        try {
            return CaseName.parse(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
