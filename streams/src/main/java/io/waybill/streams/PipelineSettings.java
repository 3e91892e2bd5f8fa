package io.waybill.streams;

import io.waybill.registry.RegistrySettings;
import io.waybill.streams.aggregate.device.BookSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a pipeline needs to know.
 *
 * @param bootstrapServers the Kafka cluster
 * @param registry the schema registry
 * @param prefix in front of all topic names: empty for the live pipeline, {@code case.<name>.} for a case
 * @param applicationId name of the consumer group and in front of the names of internal topics; one per pipeline
 * @param partitions of the input topics, the policy topic apart, which has one
 * @param threads stream threads of this instance
 * @param stateDir local folder for what Kafka Streams itself keeps
 * @param book windows, history and bounds
 * @param earliest earliest time of an event that is believed; what is older is a dead letter
 * @param timing when it publishes, commits and looks
 * @param exactlyOnce exactly-once (v2), or at-least-once
 * @param kafka further settings for Kafka Streams and its clients, passed through; they win over everything here
 */
public record PipelineSettings(
        String bootstrapServers,
        RegistrySettings registry,
        String prefix,
        String applicationId,
        int partitions,
        int threads,
        Path stateDir,
        BookSettings book,
        Instant earliest,
        Timing timing,
        boolean exactlyOnce,
        Map<String, String> kafka) {

    /** A live phone that says it is before 2000 has lost its clock. */
    public static final Instant EARLIEST_LIVE = Instant.parse("2000-01-01T00:00:00Z");

    /** Captures that were published have often been rewritten to begin at the epoch: their times are relative, and fine. */
    public static final Instant EARLIEST_IN_CASE = Instant.EPOCH;

    /** Copies the map and checks the ranges. */
    public PipelineSettings {
        kafka = Map.copyOf(kafka);
        if (partitions < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "at least one partition and one thread are needed: " + partitions + ", " + threads);
        }
    }

    /** The live pipeline. */
    public static PipelineSettings live(
            String bootstrapServers, String registryUrl, int partitions, int threads, Path stateDir) {
        return new PipelineSettings(
                bootstrapServers,
                RegistrySettings.at(registryUrl),
                "",
                "waybill",
                partitions,
                threads,
                stateDir,
                BookSettings.LIVE,
                EARLIEST_LIVE,
                Timing.LIVE,
                true,
                Map.of());
    }

    /**
     * The pipeline of a case: its own topics, application id and state.
     *
     * @param name letters, digits, dots, dashes and underscores
     */
    public static PipelineSettings ofCase(
            String name, String bootstrapServers, String registryUrl, int partitions, int threads, Path stateDir) {
        return new PipelineSettings(
                bootstrapServers,
                RegistrySettings.at(registryUrl),
                casePrefix(name),
                caseApplication(name),
                partitions,
                threads,
                stateDir,
                BookSettings.CASE,
                EARLIEST_IN_CASE,
                Timing.CASE,
                true,
                Map.of());
    }

    /** Application id of a case. */
    public static String caseApplication(String name) {
        return "waybill-case-" + name;
    }

    /** Prefix of the topics of a case. */
    public static String casePrefix(String name) {
        return "case." + name + ".";
    }

    /** The same under another application id: another consumer group, other internal topics. */
    public PipelineSettings withApplicationId(String id) {
        return with(id, book, timing, exactlyOnce, kafka);
    }

    /** The same, with other windows, history and bounds. */
    public PipelineSettings withBook(BookSettings other) {
        return with(applicationId, other, timing, exactlyOnce, kafka);
    }

    /** The same with another timing. */
    public PipelineSettings withTiming(Timing other) {
        return with(applicationId, book, other, exactlyOnce, kafka);
    }

    /** The same, exactly once or at least once. */
    public PipelineSettings withExactlyOnce(boolean once) {
        return with(applicationId, book, timing, once, kafka);
    }

    /**
     * The same, with these settings of Kafka Streams and its clients instead; they win over Waybill's own.
     *
     * @param settings e.g. {@code num.standby.replicas}, {@code group.protocol}, {@code security.protocol}
     */
    public PipelineSettings withKafka(Map<String, String> settings) {
        return with(applicationId, book, timing, exactlyOnce, settings);
    }

    private PipelineSettings with(
            String id, BookSettings otherBook, Timing otherTiming, boolean once, Map<String, String> settings) {
        return new PipelineSettings(
                bootstrapServers,
                registry,
                prefix,
                id,
                partitions,
                threads,
                stateDir,
                otherBook,
                earliest,
                otherTiming,
                once,
                settings);
    }

    /** Says which settings are passed through and not what they are: there are passwords among them. */
    @Override
    public String toString() {
        return "pipeline " + applicationId + " at " + bootstrapServers + ", " + registry + ", with "
                + new TreeSet<>(kafka.keySet());
    }
}
