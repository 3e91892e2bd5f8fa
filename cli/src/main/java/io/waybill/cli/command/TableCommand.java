package io.waybill.cli.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.table.TopicFollower;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;

/**
 * What {@code counts} and {@code alerts} have in common: a topic in, lines out.
 *
 * @param type generated class of the rows
 * @param order of the rows when they are shown at once
 * @param header line above the rows
 * @param line one row
 */
record TableCommand<T extends SpecificRecord>(
        Terminal terminal,
        Topic topic,
        Class<T> type,
        Comparator<T> order,
        Optional<String> header,
        Function<T, String> line) {

    int show(TableOptions options) throws IOException, CouldNotRunException {
        try (SchemaRegistryClient registry = options.addresses().registry().connect()) {
            String name = options.topic(topic);
            RecordDeserializer<T> deserializer = new RecordDeserializer<>(type, registry);
            requireTopic(options.addresses(), name);
            if (header.isPresent()) {
                write(header.get());
            }
            if (options.follow()) {
                follow(new TopicFollower<>(name, options.addresses().kafka(), deserializer));
            } else {
                showNow(new TableReader(
                                options.addresses().bootstrapServers(),
                                options.addresses().client())
                        .read(name, deserializer));
            }
        }
        return ExitCode.DONE;
    }

    private static void requireTopic(Addresses addresses, String name) throws CouldNotRunException {
        try (Admin admin = Brokers.connect(addresses)) {
            if (!new PipelineTopics(admin).names().contains(name)) {
                throw Brokers.without(name, addresses);
            }
        }
    }

    private void showNow(Map<String, T> rows) throws IOException {
        for (T row : rows.values().stream().sorted(order).toList()) {
            write(line.apply(row));
        }
    }

    private void follow(TopicFollower<T> follower) throws IOException {
        follower.follow(row -> {
            write(line.apply(row));
            terminal.results().flush();
        });
    }

    private void write(String text) throws IOException {
        terminal.results().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
