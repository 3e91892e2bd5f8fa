package io.waybill.cli.command;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.ReadContext;
import io.waybill.captures.reference.Inventory;
import io.waybill.cli.export.MudEndpoint;
import io.waybill.cli.export.MudFile;
import io.waybill.cli.export.MudProfile;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ProblemReport;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.DeviceProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill export mud}. */
@Command(
        name = "mud",
        description =
                "Write what a model contacts as a Manufacturer Usage Description (RFC 8520), an access list for a router.",
        footer = {
            "",
            "Give the captures of the case and its inventory. The list allows what was seen and nothing else; it does not say that what",
            "was seen is right. Look at the findings of the case before you allow it."
        })
final class ExportMudCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "File, folder, glob, or - for standard input.")
    private List<String> inputs = List.of();

    @Option(
            names = "--inventory",
            required = true,
            paramLabel = "FILE",
            description = "Says which devices are of the model.")
    private Path inventoryFile = Path.of("");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME",
            description = "Manufacturer and model, 'Xiaomi Redmi Note'.")
    private String model = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "https://waybill.invalid/mud.json",
            description = "Where the file will be, https. Default: ${DEFAULT-VALUE}")
    private String url = "";

    @Option(
            names = "--least-devices",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Leave out what fewer devices contacted: one sick phone is not the model. Default: ${DEFAULT-VALUE}")
    private int leastDevices = 1;

    ExportMudCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        ProblemReport problems = new ProblemReport(terminal);
        Inventory inventory = Inventory.read(inventoryFile, problems);
        Set<String> devices = devices(inventory);
        MudProfile profile = new MudProfile(devices::contains);
        CaptureDecoder.decode(
                inputs,
                null,
                System.in,
                new ReadContext(
                        inventory.addressBook(),
                        inventory.identifiers(),
                        profile::add,
                        problems,
                        DecodeSettings.DEFAULTS));
        problems.finish();
        terminal.results().write(file(profile).text().getBytes(StandardCharsets.UTF_8));
        return problems.exitCode();
    }

    private Set<String> devices(Inventory inventory) throws CouldNotRunException {
        Set<String> devices = inventory.profiles().stream()
                .filter(profile -> nameOf(profile).equals(model))
                .map(DeviceProfile::getDeviceId)
                .collect(Collectors.toSet());
        if (devices.isEmpty()) {
            String known = inventory.profiles().stream()
                    .map(ExportMudCommand::nameOf)
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString();
            throw new CouldNotRunException("no device of the inventory is a '" + model + "'; its models are " + known);
        }
        return devices;
    }

    private static String nameOf(DeviceProfile profile) {
        return profile.getManufacturer() + " " + profile.getModel();
    }

    private MudFile file(MudProfile profile) throws CouldNotRunException {
        try {
            List<MudEndpoint> endpoints = profile.endpoints(leastDevices);
            if (endpoints.isEmpty()) {
                throw new CouldNotRunException(
                        "no contact of a '" + model + "' is in these inputs"
                                + (leastDevices > 1 ? " that " + leastDevices + " devices share" : "")
                                + ", and an empty list would allow nothing; does the inventory have the addresses of the captures?");
            }
            return new MudFile(URI.create(url), model, profile.last(), endpoints);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        } catch (IllegalStateException tooMany) {
            throw new CouldNotRunException(String.valueOf(tooMany.getMessage()));
        }
    }
}
