package io.waybill.cli.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Names that Kafka's clients know, to find slips of the pen in what is passed through. */
final class KnownKeys {

    private static final Set<String> PREFIXES = Set.of(
            "streams.",
            "consumer.",
            "producer.",
            "admin.",
            "main.consumer.",
            "restore.consumer.",
            "global.consumer.",
            "topic.");

    private static final Set<String> KAFKA = kafka();

    private KnownKeys() {}

    private static Set<String> kafka() {
        Set<String> names = new TreeSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        names.addAll(StreamsConfig.configDef().names());
        return names;
    }

    /** Whether a Kafka client knows this name, which may begin with the kind of client it is for. */
    static boolean isKafka(String name) {
        if (KAFKA.contains(name)) {
            return true;
        }
        return PREFIXES.stream()
                .filter(name::startsWith)
                .map(prefix -> name.substring(prefix.length()))
                .anyMatch(rest -> KAFKA.contains(rest) || name.startsWith("topic."));
    }

    /** The name of the table that is most like this one, where one is like it at all. */
    static Optional<String> like(String name) {
        return ConfigTable.DEFINITION.names().stream()
                .filter(known -> distance(known, name) <= 1 + name.length() / 4)
                .min(Comparator.comparingInt((String known) -> distance(known, name))
                        .thenComparing(known -> known));
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
