package io.waybill.cli.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.cli.table.TopicReader;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

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
        Brokers.connect(options.addresses()).close();
        try (SchemaRegistryClient registry =
                RegistrySettings.at(options.addresses().registryUrl()).connect()) {
            String name = options.topic(topic);
            TopicReader<T> reader = new TopicReader<>(
                    name, options.addresses().kafka(), new RecordDeserializer<>(type, registry));
            if (!reader.exists()) {
                throw new CouldNotRunException("there is no topic " + name + " at "
                        + options.addresses().bootstrapServers());
            }
            if (header.isPresent()) {
                write(header.get());
            }
            if (options.follow()) {
                follow(reader);
            } else {
                showNow(reader);
            }
        }
        return ExitCode.DONE;
    }

    private void showNow(TopicReader<T> reader) throws IOException {
        Map<String, T> rows = new HashMap<>();
        reader.readToEnd((key, value) -> {
            if (value == null) {
                rows.remove(key);
            } else {
                rows.put(key, value);
            }
        });
        for (T row : rows.values().stream().sorted(order).toList()) {
            write(line.apply(row));
        }
    }

    private void follow(TopicReader<T> reader) throws IOException {
        reader.follow(() -> true, (key, value) -> {
            if (value != null) {
                write(line.apply(value));
                terminal.results().flush();
            }
        });
    }

    private void write(String text) throws IOException {
        terminal.results().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
