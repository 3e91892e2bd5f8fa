package io.waybill.streams;

import io.waybill.registry.RegistrySettings;
import io.waybill.streams.aggregate.device.BookSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

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
 * @param latenessMillis how long after an event of time t one of an earlier time is waited for before its window is published
 * @param idleMillis a partition without records for this long, by wall clock, is not waited for
 * @param commitMillis how often what was combined is forwarded and committed
 * @param judgeContinuously whether detectors run whenever a window closes (live), or once at the end of input (replay at full
 *     speed); what is published in the end is the same
 * @param lookMillis how long the detectors of a task look before a commit while they judge continuously, by wall clock; they take at
 *     least one step, and what is left is for the next commit
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
        long latenessMillis,
        long idleMillis,
        long commitMillis,
        boolean judgeContinuously,
        long lookMillis,
        boolean exactlyOnce,
        Map<String, String> kafka) {

    /** A live phone that says it is before 2000 has lost its clock. */
    public static final Instant EARLIEST_LIVE = Instant.parse("2000-01-01T00:00:00Z");

    /** Captures that were published have often been rewritten to begin at the epoch: their times are relative, and fine. */
    public static final Instant EARLIEST_IN_CASE = Instant.EPOCH;

    /** Two minutes: flows are reported when they end, and most end within it. */
    public static final long DEFAULT_LATENESS_MILLIS = 120_000;

    /** One minute. */
    public static final long DEFAULT_IDLE_MILLIS = 60_000;

    /** One second: what alerts lag behind at most for each of three stages. */
    public static final long DEFAULT_COMMIT_MILLIS = 1_000;

    /** Five seconds in a case: nobody waits for its alerts before the end, which commits by itself. */
    public static final long CASE_COMMIT_MILLIS = 5_000;

    /** A tenth of a second. */
    public static final long DEFAULT_LOOK_MILLIS = 100;

    /** Checks the ranges. */
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
                DEFAULT_LATENESS_MILLIS,
                DEFAULT_IDLE_MILLIS,
                DEFAULT_COMMIT_MILLIS,
                true,
                DEFAULT_LOOK_MILLIS,
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
                DEFAULT_LATENESS_MILLIS,
                DEFAULT_IDLE_MILLIS,
                CASE_COMMIT_MILLIS,
                false,
                DEFAULT_LOOK_MILLIS,
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

    /** The same, judging whenever a window closes, or once at the end. */
    public PipelineSettings judgingContinuously(boolean continuously) {
        return with(continuously, lookMillis, kafka);
    }

    /** The same, with detectors that look for so long before a commit, milliseconds. */
    public PipelineSettings looking(long millis) {
        return with(judgeContinuously, millis, kafka);
    }

    /**
     * The same, with these settings of Kafka Streams and its clients instead; they win over Waybill's own.
     *
     * @param settings e.g. {@code num.standby.replicas}, {@code group.protocol}, {@code security.protocol}
     */
    public PipelineSettings withKafka(Map<String, String> settings) {
        return with(judgeContinuously, lookMillis, settings);
    }

    private PipelineSettings with(boolean continuously, long look, Map<String, String> settings) {
        return new PipelineSettings(
                bootstrapServers,
                registry,
                prefix,
                applicationId,
                partitions,
                threads,
                stateDir,
                book,
                earliest,
                latenessMillis,
                idleMillis,
                commitMillis,
                continuously,
                look,
                exactlyOnce,
                settings);
    }
}
