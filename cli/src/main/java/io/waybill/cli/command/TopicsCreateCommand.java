package io.waybill.cli.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Flags;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.topics.SchemaSetup;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "In front of every name, e.g. 'tenant1.'. Default: topics.prefix")
    private @Nullable String prefix;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of topics that are made now. Default: topics.partitions, else 4")
    private @Nullable Integer partitions;

    TopicsCreateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        Config config = address.config(flags());
        Addresses addresses = Addresses.of(config);
        String named = config.text(ConfigTable.TOPICS_PREFIX);
        try (Admin admin = Brokers.connect(addresses);
                SchemaRegistryClient registry = addresses.registry().connect()) {
            List<String> made = createTopics(admin, named, config.count(ConfigTable.TOPICS_PARTITIONS));
            SchemaSetup.register(registry, named);
            for (Topic topic : Topic.values()) {
                String name = topic.name(named);
                terminal.result((made.contains(name) ? "made    " : "present ") + name);
            }
        }
        return ExitCode.DONE;
    }

    private Flags flags() {
        return new Flags()
                .with(ConfigTable.TOPICS_PREFIX, "--prefix", prefix)
                .with(ConfigTable.TOPICS_PARTITIONS, "--partitions", partitions);
    }

    private static List<String> createTopics(Admin admin, String prefix, int partitions) throws CouldNotRunException {
        try {
            return new PipelineTopics(admin).create(prefix, partitions, false);
        } catch (IllegalStateException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()), e);
        }
    }
}
