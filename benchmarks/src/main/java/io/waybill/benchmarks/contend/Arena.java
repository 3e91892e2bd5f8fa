package io.waybill.benchmarks.contend;

import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a contender finds its input and puts its output.
 *
 * @param bootstrapServers the broker
 * @param registryUrl the registry
 * @param applicationId a new one for each run
 * @param partitions of the topics
 * @param threads stream threads, for those that have them
 * @param instances processes that share the work under this application id, each with an arena of its own; 1 but for the pipeline
 * @param events records of the connection topic, marks left out
 * @param stateDir for local state
 * @param kafka further settings for Kafka Streams, to be measured
 */
public record Arena(
        String bootstrapServers,
        String registryUrl,
        String applicationId,
        int partitions,
        int threads,
        int instances,
        long events,
        Path stateDir,
        Map<String, String> kafka) {

    /** In front of all topic names. */
    public static final String PREFIX = "case.bench.";

    /** Copies the map. */
    public Arena {
        kafka = Map.copyOf(kafka);
    }

    /** The name of a topic here. */
    public static String name(Topic topic) {
        return topic.name(PREFIX);
    }

    /** How the registry is spoken to. */
    public RegistrySettings registry() {
        return RegistrySettings.at(registryUrl);
    }

    /** As arguments of a process. */
    public List<String> toArguments() {
        List<String> fixed = List.of(
                bootstrapServers,
                registryUrl,
                applicationId,
                Integer.toString(partitions),
                Integer.toString(threads),
                Integer.toString(instances),
                Long.toString(events),
                stateDir.toString());
        List<String> all = new ArrayList<>(fixed);
        kafka.forEach((key, value) -> all.add(key + "=" + value));
        return all;
    }

    /** What {@link #toArguments} wrote. */
    public static Arena of(List<String> arguments) {
        Map<String, String> kafka = new TreeMap<>();
        for (String setting : arguments.subList(8, arguments.size())) {
            int equals = setting.indexOf('=');
            kafka.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new Arena(
                arguments.get(0),
                arguments.get(1),
                arguments.get(2),
                Integer.parseInt(arguments.get(3)),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)),
                Long.parseLong(arguments.get(6)),
                Path.of(arguments.get(7)),
                kafka);
    }
}
