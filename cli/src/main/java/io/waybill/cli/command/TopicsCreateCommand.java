package io.waybill.cli.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.topics.TopicSetup;
import io.waybill.registry.RegistrySettings;
import java.io.IOException;
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
            description = "Partitions of every topic but the policy's, which has one. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "1",
            description = "Copies of each partition; 3 on a cluster. Default: ${DEFAULT-VALUE}")
    private short replication;

    TopicsCreateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        TopicSetup.Layout layout = new TopicSetup.Layout(prefix, partitions, replication, false);
        boolean asWanted = true;
        try (Admin admin = Brokers.connect(address.addresses());
                SchemaRegistryClient registry =
                        RegistrySettings.at(address.addresses().registryUrl()).connect()) {
            for (TopicSetup.Made topic : new TopicSetup(admin, registry).create(layout)) {
                terminal.result((topic.made() ? "made    " : "present ") + topic.name());
                if (topic.differs()) {
                    asWanted = false;
                    terminal.say(topic.name() + " has " + topic.partitions() + " partitions, not " + topic.wanted()
                            + "; topics that are joined must have equally many");
                }
            }
        }
        return asWanted ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }
}
