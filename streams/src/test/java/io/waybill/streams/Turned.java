package io.waybill.streams;

/** Settings of a case with what only tests and reports turn: how long is waited, and whether each record counts once. */
final class Turned {

    private Turned() {}

    static PipelineSettings of(PipelineSettings of, long latenessMillis, long idleMillis, boolean exactlyOnce) {
        return new PipelineSettings(
                of.bootstrapServers(),
                of.registry(),
                of.prefix(),
                of.applicationId(),
                of.partitions(),
                of.threads(),
                of.stateDir(),
                of.book(),
                of.earliest(),
                latenessMillis,
                idleMillis,
                of.commitMillis(),
                of.judgeContinuously(),
                of.lookMillis(),
                exactlyOnce,
                of.kafka());
    }
}
