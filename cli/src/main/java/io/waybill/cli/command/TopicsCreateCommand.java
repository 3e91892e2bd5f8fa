package io.waybill.cli.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.topics.SchemaSetup;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill topics create}. */
@Command(
        name = "create",
        description = "Make the topics that are missing and register their schemas. What is there stays as it is.")
public final class TopicsCreateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "In front of every name, e.g. 'tenant1.'.")
    private String prefix = "";

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of topics that are made now. Default: ${DEFAULT-VALUE}")
    private int partitions;

    TopicsCreateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        try (Admin admin = Brokers.connect(address.addresses());
                SchemaRegistryClient registry =
                        RegistrySettings.at(address.addresses().registryUrl()).connect()) {
            List<String> made = createTopics(admin);
            SchemaSetup.register(registry, prefix);
            for (Topic topic : Topic.values()) {
                String name = topic.name(prefix);
                terminal.result((made.contains(name) ? "made    " : "present ") + name);
            }
        }
        return ExitCode.DONE;
    }

    private List<String> createTopics(Admin admin) throws CouldNotRunException {
        try {
            return new PipelineTopics(admin).create(prefix, partitions, false);
        } catch (IllegalStateException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()), e);
        }
    }
}
