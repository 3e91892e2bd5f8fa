package io.waybill.cli.command;

import static java.util.Objects.requireNonNull;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Parts;
import io.waybill.cli.doctor.AccountingCheck;
import io.waybill.cli.doctor.BrokerCheck;
import io.waybill.cli.doctor.Check;
import io.waybill.cli.doctor.ClockCheck;
import io.waybill.cli.doctor.DiskCheck;
import io.waybill.cli.doctor.Doctor;
import io.waybill.cli.doctor.LatestProgress;
import io.waybill.cli.doctor.PermissionsCheck;
import io.waybill.cli.doctor.SchemasCheck;
import io.waybill.cli.doctor.TopicsCheck;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.topics.PipelineTopics;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill doctor}. */
@Command(
        name = "doctor",
        description = "Look whether all is well: no record has vanished, and what the pipeline needs is there.",
        footer = {"", "Changes nothing. Exit code 1 when a check came out BAD."})
public final class DoctorCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Option(names = "--case", paramLabel = "NAME", description = "The pipeline of this case instead of the live one.")
    private @Nullable String caseName;

    @Spec
    private @Nullable CommandSpec spec;

    /** Writes its report there. */
    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException, InterruptedException {
        Config config = address.config();
        Addresses at = Addresses.of(config);
        String prefix = prefix(config);
        List<Check> local = List.of(
                new DiskCheck(Parts.dataFolder(config), DiskCheck.LEAST_BYTES),
                new ClockCheck(at.registryUrl(), Clock.systemUTC()),
                new BrokerCheck(at.kafka()));
        boolean bad = report(new Doctor(local));
        if (bad) {
            // Without a broker the others would only say so again, each after its own patience.
            return ExitCode.UNUSABLE_INPUT;
        }
        try (Admin admin = Brokers.connect(at);
                SchemaRegistryClient registry = at.registry().connect()) {
            requireCase(admin, prefix);
            return report(new Doctor(checks(config, at, admin, registry, prefix)))
                    ? ExitCode.UNUSABLE_INPUT
                    : ExitCode.DONE;
        }
    }

    private String prefix(Config config) {
        if (caseName == null) {
            return config.text(ConfigTable.TOPICS_PREFIX);
        }
        try {
            return PipelineSettings.casePrefix(CaseName.parse(caseName).text());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private boolean report(Doctor doctor) throws IOException, InterruptedException {
        for (String line : doctor.report()) {
            terminal.result(line);
        }
        return doctor.foundSomething();
    }

    private List<Check> checks(Config config, Addresses at, Admin admin, SchemaRegistryClient registry, String prefix) {
        TableReader reader = new TableReader(at.bootstrapServers(), at.client());
        String group =
                caseName == null ? config.text(ConfigTable.APPLICATION_ID) : PipelineSettings.caseApplication(caseName);
        List<Check> checks = new ArrayList<>();
        checks.add(new TopicsCheck(admin, prefix));
        if (caseName == null) {
            // a case registers a schema when it first needs it
            checks.add(new SchemasCheck(registry, at.registryUrl(), prefix));
        }
        checks.add(new PermissionsCheck(admin, prefix, group));
        checks.add(new AccountingCheck(
                () -> new PipelineTopics(admin).partitions(prefix).isEmpty()
                        ? Optional.empty()
                        : LatestProgress.read(reader, registry, prefix)));
        return checks;
    }

    private void requireCase(Admin admin, String prefix) throws CouldNotRunException {
        if (caseName != null && new PipelineTopics(admin).partitions(prefix).isEmpty()) {
            throw new CouldNotRunException(
                    "there is no such case on this broker; 'waybill replay --case NAME' makes one");
        }
    }
}
