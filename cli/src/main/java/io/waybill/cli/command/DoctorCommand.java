package io.waybill.cli.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.doctor.AccountingCheck;
import io.waybill.cli.doctor.Check;
import io.waybill.cli.doctor.Doctor;
import io.waybill.cli.doctor.LatestProgress;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Topic;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.topics.PipelineTopics;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    /** Writes its report there. */
    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException, InterruptedException {
        String prefix = caseName == null
                ? ""
                : PipelineSettings.casePrefix(CaseName.parse(caseName).text());
        Addresses at = address.addresses();
        try (Admin admin = Brokers.connect(at);
                SchemaRegistryClient registry = at.registry().connect()) {
            requireTopics(admin, prefix);
            Doctor doctor = new Doctor(checks(at, registry, prefix));
            for (String line : doctor.report()) {
                terminal.result(line);
            }
            return doctor.foundSomething() ? ExitCode.UNUSABLE_INPUT : ExitCode.DONE;
        }
    }

    private static List<Check> checks(Addresses at, SchemaRegistryClient registry, String prefix) {
        TableReader reader = new TableReader(at.bootstrapServers(), at.client());
        return List.of(new AccountingCheck(() -> LatestProgress.read(reader, registry, prefix)));
    }

    private static void requireTopics(Admin admin, String prefix) throws CouldNotRunException {
        Optional<Integer> partitions = new PipelineTopics(admin).partitions(prefix);
        if (partitions.isEmpty()) {
            throw new CouldNotRunException(
                    prefix.isEmpty()
                            ? "topic " + Topic.CONNECTION.name("") + " is not there; 'waybill topics create' makes it"
                            : "there is no such case on this broker; 'waybill replay --case NAME' makes one");
        }
    }
}
